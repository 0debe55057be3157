// One theorem, in a thread of its own: z3 ends with its memory, and what it made of an earlier theorem does not change its answer.
import { parentPort, workerData } from 'node:worker_threads'
import { prove } from './checker.mjs'

parentPort.postMessage(prove(workerData))
