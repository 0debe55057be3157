import { BaseError } from '@aiigo/core'
import type { Difference } from './firstDifference.ts'

/** The twin said something else than the chain. */
export class MirrorError extends BaseError {
  override name = 'MirrorError'
  readonly tick: number
  readonly difference: Difference

  constructor({ tick, ...difference }: Difference & { tick: number }) {
    super('The twin is not the chain: the same commands did not say the same.', {
      details: [
        `Tick: ${tick}`,
        ...(difference.command === undefined ? [] : [`Command: ${difference.command}`]),
        `Event: ${difference.event}`,
        `Expected, by the twin: ${difference.expected}`,
        `Seen on the chain: ${difference.seen}`,
      ],
      hint: 'This is a defect of @aiigo/protocol: report it with the scenario and the seed. `--ledger anvil` is right.',
    })
    this.tick = tick
    this.difference = difference
  }
}
