import type { ChildProcess } from 'node:child_process'

const children = new Set<ChildProcess>()
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Makes a child process end with this one: when this process exits, and when SIGINT, SIGTERM or SIGHUP would end it.
 * A program that handles a signal itself decides itself; then only its exit ends the child.
 * Nobody can do this for SIGKILL.
 */
export function endWithParent(child: ChildProcess): void {
  if (children.size === 0) watch()
  children.add(child)
  child.once('exit', () => {
    children.delete(child)
    if (children.size === 0) unwatch()
  })
}

function watch(): void {
  process.on('exit', endAll)
  for (const signal of signals) process.on(signal, onSignal)
}

function unwatch(): void {
  process.off('exit', endAll)
  for (const signal of signals) process.off(signal, onSignal)
}

function endAll(): void {
  for (const child of children) child.kill('SIGTERM')
}

function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return
  endAll()
  unwatch()
  // Again, now that nobody catches it: the exit code stays the one that the signal gives.
  process.kill(process.pid, signal)
}
