import { playOnRequest } from './playOnRequest.ts'

playOnRequest()
