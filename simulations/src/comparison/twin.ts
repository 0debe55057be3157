import type { Deployment } from '@aiigo/clients'
import type { Parameters } from '@aiigo/core'
import {
  type ChallengeHistory,
  type Command,
  type Context,
  createState,
  decide,
  evolve,
  isMarketEventName,
  type MarketEvent,
  type MarketState,
  RefusedError,
  rememberChallenge,
} from '@aiigo/protocol'
import { type Hex, zeroAddress } from 'viem'
import { refusers } from './actors.ts'
import type { Answer, Said } from './answer.ts'
import type { Call } from './call.ts'
import type { ComparedChain, Mined } from './chains/chain.ts'

/** What decides in the contracts' place; another one in the tests of the comparison itself. */
export type Decide = typeof decide

/**
 * What each account has paid in ETH for somebody else, and has been paid for: the escrow manager's log says for whom a
 * deposit is, and not who brought it, which besides the marketplace only an insider can be.
 */
export type PaidForOthers = ReadonlyMap<Hex, bigint>

/** The twin beside a chain: its market and every challenge so far, and what it would have said to each call of a block. */
export type Twin = {
  state: MarketState
  history: ChallengeHistory
  paidForOthers: PaidForOthers
  answer(mined: Mined): Answer[]
}

export type TwinOptions = { chain: ComparedChain; parameters: Parameters; ethUsd: bigint; decide?: Decide }

export function createTwin({ chain, parameters, ethUsd, decide: decideOne = decide }: TwinOptions): Twin {
  const { deployment } = chain
  const context = contextOf(chain)
  const state = stateOf(chain, deployment, parameters)
  const twin: Twin = { state, history: new Map(), paidForOthers: new Map(), answer }

  function answer({ calls, time, number, parentHash, prevrandao }: Mined): Answer[] {
    let index = 0
    return calls.map((call) => {
      const { priceOracle } = twin.state
      const isOracle = priceOracle === deployment.contracts.priceOracle
      const prices = { ethUsd: isOracle ? ethUsd : undefined, isDollar: (one: Hex) => isOracle && one === chain.usdc }
      const place = { time, block: number, index, blockHash: parentHash, prevrandao }
      const { from: sender, value } = call
      const decision = decideOne(twin.state, commandOf(call), { ...place, sender, value, ...prices, ...context })
      if (decision instanceof RefusedError) return { error: decision.errorName, args: decision.args }
      for (const event of decision) {
        twin.state = evolve(twin.state, event)
        rememberChallenge(twin.history, event)
      }
      index += decision.length
      twin.paidForOthers = afterPaying(twin.paidForOthers, call, decision)
      return { events: decision.map(({ contract, name, args }): Said => ({ contract, name, args })) }
    })
  }

  return twin
}

/** What the contracts learn from other accounts. The code of those that are no dollar knows neither payments nor decimals. */
function contextOf({ deployment, usdc }: ComparedChain): Pick<Context, 'refuses' | 'decimalsOf'> {
  const others = new Set<Hex>([...refusers, ...Object.values(deployment.contracts)])
  return {
    refuses: (currency, account) => currency === zeroAddress && (account === usdc || others.has(account)),
    decimalsOf: (currency) => (currency === usdc ? 6 : others.has(currency) ? 'noAnswer' : 'noContract'),
  }
}

function afterPaying(
  paid: PaidForOthers,
  { contract, from, value }: Call,
  events: readonly MarketEvent[],
): PaidForOthers {
  if (contract !== 'escrowManager' || value === 0n) return paid
  const buyer = events.flatMap(({ name, args }) =>
    name === 'EscrowDeposited' || name === 'BondDeposited' ? args.buyer : [],
  )[0]
  if (!buyer || buyer === from) return paid
  return new Map([...paid, [from, (paid.get(from) ?? 0n) + value], [buyer, (paid.get(buyer) ?? 0n) - value]])
}

function commandOf({ contract, name, args }: Call): Command {
  return { contract, name, args } as unknown as Command
}

function stateOf({ genesis }: ComparedChain, deployment: Deployment, parameters: Parameters): MarketState {
  const { chainId, contracts } = deployment
  let state = createState(parameters, { chainId, ...contracts })
  for (const [index, { contract, name, args, time, number }] of genesis.entries()) {
    if (!isMarketEventName(name)) continue
    state = evolve(state, { contract, name, args, time, block: number, index } as unknown as MarketEvent)
  }
  return state
}
