import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'

const children = new Set<ChildProcess>()
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Makes a child process end with this one: when this process exits, and when SIGINT, SIGTERM or SIGHUP would end it.
 * A program that handles a signal itself decides itself; then only its exit ends the child.
 *
 * SIGKILL gives nobody the time for anything: for it a shell waits beside us. On Windows there is none, and a child of a
 * process that was killed goes on.
 *
 * @param folder of the child's, removed when it has outlived us
 */
export function endWithParent(child: ChildProcess, folder: string): void {
  if (children.size === 0) watch()
  children.add(child)
  const guard = watchOver(child, folder)
  child.once('exit', () => {
    // At once: later another process may have the child's id.
    guard?.kill('SIGKILL')
    children.delete(child)
    if (children.size === 0) unwatch()
  })
}

/** The child has half a minute to end: by then another process may have its id. */
const AFTER_US = `read -r _ || {
  kill -TERM "$1"
  i=0
  while [ $i -lt 300 ] && kill -0 "$1" 2>/dev/null; do sleep 0.1; i=$((i + 1)); done
  rm -rf "$2"
}`

/**
 * A shell that reads from a pipe of ours. Nobody ever writes to it; the system closes it when this process ends, however
 * it ends, and then the shell ends the child. In a session of its own: a Ctrl-C in the terminal must not reach it.
 */
function watchOver({ pid }: ChildProcess, folder: string): ChildProcess | undefined {
  if (pid === undefined || process.platform === 'win32') return undefined
  const guard = spawn('/bin/sh', ['-c', AFTER_US, 'end-with-parent', String(pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Where there is no shell all the rest still holds.
  guard.on('error', () => {})
  guard.stdin.on('error', () => {})
  guard.unref()
  ;(guard.stdin as Socket).unref()
  return guard
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
