// The program of a worker, in Node and in a browser. It is bundled into generated/worker.ts and started from there.
import type { Puzzle } from './challenge.ts'
import { createKernel, type Found, type Kernel } from './instance.ts'

export type WorkerStart = { module: WebAssembly.Module; puzzle: Puzzle }
export type WorkerRange = { start: bigint; tries: number; limit: number }
export type WorkerReply = (Found & { elapsedMs: number }) | { error: string }

const port = globalThis.process?.getBuiltinModule?.('node:worker_threads').parentPort
let kernel: Promise<Kernel> | undefined

async function search({ start, tries, limit }: WorkerRange): Promise<WorkerReply> {
  const ready = await kernel!
  const begin = performance.now()
  const found = ready.search(start, tries, limit)
  return { ...found, elapsedMs: performance.now() - begin }
}

// A browser does not tell a worker's owner of a rejection, so it is sent like an answer.
async function receive(message: WorkerStart | WorkerRange): Promise<void> {
  try {
    if ('module' in message) kernel = createKernel(message.module, message.puzzle)
    else send(await search(message))
  } catch (error) {
    send({ error: String(error) })
  }
}

function send(reply: WorkerReply): void {
  if (port) port.postMessage(reply)
  else self.postMessage(reply)
}

if (port) port.on('message', receive)
else self.onmessage = ({ data }) => receive(data)
