import { serveTasks } from './serveTasks.ts'
import { wrongTwins } from './wrongTwins.ts'

// For a test: each of its histories fails, in its first blocks.

const [, , decide] = wrongTwins.find(([, seen]) => seen === 'NodeRegistered')!
serveTasks({ decide })
