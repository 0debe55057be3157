import { hashWords, type Parameters } from '@aiigo/core'
import {
  type Context,
  type Command as ContractCommand,
  decide,
  evolve,
  forgetEnded,
  type MarketEvent,
  type MarketState,
  RefusedError,
} from '@aiigo/protocol'
import type { Command, Rejection } from '../commands.ts'
import type { Ledger, Listener } from '../ledger.ts'
import { byMoment, type Moment } from '../moments.ts'
import { GOVERNOR } from '../parties.ts'
import { usdForEth } from '../price.ts'
import { targets } from '../targets.ts'
import { audit } from './audit.ts'
import { deployedState, HEAD } from './deployment.ts'

export type TwinLedgerOptions = {
  parameters: Parameters
  /** US dollars for one ETH. */
  ethUsd: number
  /** Told of every command that was not refused, in order. */
  onSaid?: (saying: Saying) => void
}

/** A command and how many events it made. */
export type Saying = { command: Command; events: number }

/**
 * The contracts' twin, in this process: what `decide` of @aiigo/protocol says they would do. A block a tick, and one for
 * each later moment; events stand where they stand in the blocks of the chain. Only what a block's hash goes into is its
 * own: the seeds of challenges, and so their nonces.
 *
 * @example const rejections = await createTwinLedger({ parameters, ethUsd: 3_000 }).submit(time, commands, console.log)
 */
export function createTwinLedger({ parameters, ethUsd, onSaid }: TwinLedgerOptions): Ledger {
  const state = deployedState(parameters)
  const price = usdForEth(ethUsd)
  let block = HEAD

  function mine(moments: readonly Moment[], listen: Listener): Rejection[] {
    const rejections: Rejection[] = []
    for (const [time, commands] of moments) {
      block += 1
      carryOut(state, { time, block, ethUsd: price }, commands, { rejections, listen, onSaid })
    }
    return rejections
  }

  return {
    facts: { ledger: 'twin' },
    governor: GOVERNOR,
    state,
    submit: async (time, commands, listen) => {
      const now = commands.filter((one) => one.at === undefined)
      return mine([[time, now]], listen)
    },
    submitLate: async (commands, listen) => mine(byMoment(commands), listen),
    endTick: () => void forgetEnded(state),
    audit: async () => audit(state),
    close: async () => {},
  }
}

type Block = { time: number; block: number; ethUsd: bigint }

/** Where it goes what a block says. */
type Sinks = {
  rejections: Rejection[]
  listen: Listener
  onSaid: ((saying: Saying) => void) | undefined
}

/** The commands of one block, each on what those before it have left. */
function carryOut(state: MarketState, block: Block, commands: readonly Command[], sinks: Sinks): void {
  const { rejections, listen, onSaid } = sinks
  let index = 0
  for (const command of commands) {
    const said = attempt(state, block, index, command)
    if (said instanceof RefusedError) rejections.push({ command, error: said })
    else {
      for (const event of said) {
        evolve(state, event)
        listen(event)
      }
      index += said.length
      onSaid?.({ command, events: said.length })
    }
  }
}

function attempt(
  state: MarketState,
  { time, block, ethUsd }: Block,
  index: number,
  { name, args, from: sender, value = 0n }: Command,
): readonly MarketEvent[] | RefusedError {
  const [contract, call = name] = targets[name]
  // Only challenges read these of a block: hashed where they are asked for.
  const isChallenge = name === 'issueChallenge'
  const blockHash = isChallenge ? hashWords(block - 1) : '0x'
  const prevrandao = isChallenge ? hashWords(block, block) : '0x'
  const context: Context = { sender, value, time, block, index, ethUsd, blockHash, prevrandao }
  return decide(state, { contract, name: call, args } as ContractCommand, context)
}
