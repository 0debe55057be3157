import { playOnRequest } from './playOnRequest.ts'
import { wrongTwins } from './wrongTwins.ts'

// For a test: each of its histories fails, in its first blocks.

const [, , decide] = wrongTwins.find(([, seen]) => seen === 'NodeRegistered')!
playOnRequest({ decide })
