import { Worker } from 'node:worker_threads'

/** From here on knows every worker thread that this process starts, and which of them have not ended. */
export function trackWorkers() {
  const tracked = { started: 0, alive: new Set<Worker>() }
  class TrackedWorker extends Worker {
    constructor(...options: ConstructorParameters<typeof Worker>) {
      super(...options)
      tracked.started++
      tracked.alive.add(this)
      this.on('exit', () => tracked.alive.delete(this))
    }
  }
  process.getBuiltinModule('node:worker_threads').Worker = TrackedWorker
  return tracked
}
