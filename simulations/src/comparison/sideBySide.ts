import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Counters } from './counters.ts'
import type { Failure, RunOptions } from './run.ts'

export type HistoryPlan = Pick<RunOptions, 'seed' | 'calls' | 'evm'>
export type Played = { counters: Counters; failure: Failure | undefined }

/**
 * Plays histories in processes of their own, so many at a time. After one that fails no further one is begun.
 *
 * @param onPlayed told of each, as soon as it has ended
 * @param program what the processes run
 * @returns the first that failed
 */
export async function playSideBySide(
  plans: Iterable<HistoryPlan>,
  jobs: number,
  onPlayed: (plan: HistoryPlan, played: Played) => void,
  program = new URL('./player.ts', import.meta.url),
): Promise<Failure | undefined> {
  let failure: Failure | undefined
  const queue = plans[Symbol.iterator]()
  async function work(): Promise<void> {
    let player: Player | undefined
    try {
      for (let next = queue.next(); !next.done && !failure; next = queue.next()) {
        player ??= startPlayer(program)
        const played = await player.play(next.value)
        onPlayed(next.value, played)
        failure ??= played.failure
      }
    } finally {
      player?.stop()
    }
  }
  await Promise.all(Array.from({ length: jobs }, work))
  return failure
}

type Player = ReturnType<typeof startPlayer>

// From source, whatever this process runs: the comparison is no part of the package.
function startPlayer(program: URL) {
  const child = fork(fileURLToPath(program), { serialization: 'advanced', execArgv: ['--conditions=aiigo-source'] })
  const ended = endOf(child)
  return {
    play: async (plan: HistoryPlan): Promise<Played> => {
      child.send(plan)
      const [played] = await Promise.race([once(child, 'message'), ended])
      return played as Played
    },
    stop: () => child.kill(),
  }
}

/** What ends it before it is stopped has been printed by itself. */
function endOf(child: ChildProcess): Promise<never> {
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`A process that plays histories ended too early: ${signal ?? `code ${code}`}.`)
  })
  ended.catch(() => {})
  return ended
}
