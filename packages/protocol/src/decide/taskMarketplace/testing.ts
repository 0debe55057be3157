import { AssignmentMode, parameters } from '@aiigo/core'
import { createState } from '../../createState.ts'
import { type Command, decide } from '../../decide.ts'
import type { MarketEvent } from '../../events.ts'
import { evolve } from '../../evolve.ts'
import { genesis } from '../../genesis.ts'
import { type Address, ETH, type Hex, NO_ID } from '../../hex.ts'
import { taskIdOf } from '../../ids.ts'
import type { MarketState } from '../../state.ts'
import { activeNode, event, nodeId, owner as provider } from '../../testing.ts'
import { type Context, RefusedError } from '../transaction.ts'

// Building blocks of the tests of tasks and escrows; not part of the package.

const account = (byte: string): Address => `0x${byte.repeat(20)}`

export const owner = account('a0')
export const buyer = account('b0')
export const arbitrator = account('d0')
export const treasury = account('e0')
export const usdc = account('f0')
export { nodeId, provider }
export const deployment = {
  chainId: 1,
  nodeRegistry: account('01'),
  proofOfWorkVerifier: account('02'),
  escrowManager: account('03'),
  taskMarketplace: account('04'),
}
export const salt: Hex = `0x${'05'.repeat(32)}`
export const resultHash: Hex = `0x${'06'.repeat(32)}`
/** Of the task that `asked` and `salt` make. */
export const taskId = taskIdOf(deployment, buyer, salt)
export const HOUR = 3_600
const WEI = 10n ** 18n
/** What the task costs. */
export const COST = WEI / 100n

/** A small task, for an hour. */
export const asked = {
  resourceType: 0,
  requiredPower: 400n,
  duration: BigInt(HOUR),
  maxPrice: COST,
  minTrustLevel: 1,
  specificationURI: 'ipfs://task',
}
export const request = { ...asked, mode: 0, currency: ETH, directNode: NO_ID, salt }

/** A market with one active node, whose owner is `provider`. */
export function market(): MarketState {
  const births = genesis({
    ...{ deployer: owner, owner, treasury, arbitrator, usdc },
    deployment: { ...deployment, priceOracle: account('07') },
  })
  const stake = event('StakeDeposited', { nodeId, amount: 9n * WEI, totalStake: 9n * WEI + 500n })
  return [...births, ...activeNode, stake].reduce(evolve, createState(parameters, deployment))
}

export const context: Context = {
  sender: buyer,
  time: 10_000,
  block: 1,
  blockHash: NO_ID,
  prevrandao: NO_ID,
  ethUsd: 2_000n * WEI,
}

/** Decides, and evolves with what was decided. */
export function run(state: MarketState, command: Command, given: Partial<Context> = {}): readonly MarketEvent[] {
  const events = decide(state, command, { ...context, ...given })
  if (events instanceof RefusedError) throw events
  for (const one of events) evolve(state, one)
  return events
}

/** Why it is refused; undefined where it is not. */
export function refusal(state: MarketState, command: Command, given: Partial<Context> = {}): string | undefined {
  const decision = decide(state, command, { ...context, ...given })
  return decision instanceof RefusedError ? decision.errorName : undefined
}

type Named = Extract<Command, { contract: 'taskMarketplace' }>
type Args<name> = Extract<Named, { name: name }>['args']

/** Of the marketplace. */
export function call<name extends Named['name']>(name: name, args: Args<name>): Command {
  return { contract: 'taskMarketplace', name, args } as Command
}

export const paid = { value: COST }
export const byProvider = { sender: provider }
export const post = (changes: Partial<typeof request> = {}) => call('postTask', { request: { ...request, ...changes } })
export const create = (changes: Partial<typeof asked> = {}) => call('createTask', { ...asked, ...changes })
export const submit = call('submitResult', { taskId, resultHash, resultURI: 'ipfs://result' })

// A task's way, each state a step further than the one before.
export const open = () => after(market(), [post(), paid])
export const working = () => after(open(), [call('acceptTask', { taskId, nodeId }), byProvider])
export const completed = () => after(working(), [submit, byProvider])
export const direct = () => after(market(), [post({ mode: AssignmentMode.Direct, directNode: nodeId }), paid])
export const auctioned = () => after(market(), [post({ mode: AssignmentMode.SealedBid }), paid])
export const inToken = () => after(market(), [post({ currency: usdc, maxPrice: 50_000_000n }), {}])

export function after(state: MarketState, ...steps: [Command, Partial<Context>][]): MarketState {
  for (const [command, given] of steps) run(state, command, given)
  return state
}

/** A bid of half the price won. */
export const assigned = () =>
  [
    event('AuctionRoundOpened', {
      taskId,
      round: 1n,
      commitUntil: 10_300n,
      revealUntil: 10_600n,
      selectionUntil: 11_200n,
    }),
    event('TaskAssigned', { taskId, nodeId, startTime: 10_700n }),
    event('TaskPriceAgreed', { taskId, round: 1n, pricePerHour: COST / 2n, startUntil: 11_300n }),
    event('NodeTaskOpened', { nodeId, taskId, power: 400n, reservedPower: 400n, openTasks: 1n }),
  ].reduce(evolve, auctioned())

const { attempts, openWindow, commitWindow, revealWindow, selectionWindow } = parameters
/** Not those of the market. */
export const newParameters = {
  ...{ attempts, openWindow, commitWindow, revealWindow, selectionWindow },
  ...{ smallestTaskEth: 0n, smallestTaskUsdc: 0n, reputationFeeFloorEth: 0n, reputationFeeFloorUsdc: 0n },
  ...{
    smallTaskLimitUsd: parameters.smallTaskLimitUsd,
    startWindow: 60n,
    reviewWindow: 3_600n,
    disputeWindow: 86_400n,
  },
}
