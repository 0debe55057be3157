#!/usr/bin/env node
// The compiler that forge runs: npm's solc, pinned in pnpm-workspace.yaml, behind the two calls that forge makes.
import { createRequire } from 'node:module'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { parts, whole } from './compilerParts.mjs'

const require = createRequire(import.meta.url)

if (!isMainThread) {
  parentPort.postMessage(require('solc').compile(workerData))
} else if (process.argv.includes('--version')) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${require('solc').version()}`)
} else {
  let input = ''
  for await (const chunk of process.stdin) input += chunk
  const outputs = await Promise.all(parts(JSON.parse(input)).map(compile))
  process.stdout.write(JSON.stringify(whole(outputs)))
}

/** The compiler in a thread of its own: it takes one core, and a minute. */
function compile(part) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: JSON.stringify(part) })
    worker.once('message', (output) => resolve(JSON.parse(output)))
    worker.once('error', reject)
  })
}
