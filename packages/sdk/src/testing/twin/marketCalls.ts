import { type Command, decide, type EventContract, type MarketEvent, RefusedError } from '@aiigo/protocol'
import { type Address, type Hex, zeroAddress } from 'viem'
import { type Args, type DecodedCall, encodeError } from './codec.ts'
import { type CoinLog, permitted } from './coinCalls.ts'
import type { Permit } from './permit.ts'
import { refusal, spend } from './usdCoin.ts'
import { blockHash, type World } from './world.ts'

/** Who calls, with what, and in which block that is. */
export type Caller = {
  world: World
  from: Address
  value: bigint
  /** Unix seconds. */
  time: number
  block: number
  /** A permit in the call, and who really signed it. */
  permit: Permit | undefined
  signer: Address | undefined
}

/** What a writing function of the market does: the revert, or what it says and what it does to the dollar. */
export type MarketCall = { reverted: Hex } | { events: readonly MarketEvent[]; done: () => CoinLog[] }

/** A writing function of one of the four contracts, decided by the twin. */
export function marketCall(caller: Caller, contract: EventContract, { item, args }: DecodedCall): MarketCall {
  const decision = decide(caller.world.market.state, { contract, name: item.name, args } as Command, contextOf(caller))
  if (decision instanceof RefusedError) return { reverted: encodeError(decision.errorName, decision.args as Args) }
  const { world } = caller
  const permit = permission(caller)
  const pulled = pullIn(world, decision)
  const spender = world.deployment.contracts.escrowManager
  const allowed = permit ? { allowed: caller.permit?.value ?? 0n } : {}
  const refused = pulled && refusal(world.coin, world.market.state, { ...pulled, spender, ...allowed })
  if (refused) return { reverted: refused }
  const done = () => {
    const logs = permit?.() ?? []
    if (pulled) spend(world.coin, pulled.owner, spender, pulled.value)
    return logs
  }
  return { events: decision, done }
}

function contextOf({ world, from, value, time, block }: Caller) {
  const { ethUsd, refuses, deployment, market, coin } = world
  const hasOracle = market.state.priceOracle === deployment.contracts.priceOracle
  return {
    ...{ sender: from, value, time, block, ethUsd: hasOracle ? ethUsd : undefined },
    isDollar: (currency: Address) => hasOracle && currency === coin.address,
    // Seeds are made of both: one of them would not do, as it stands in two blocks.
    ...{ blockHash: blockHash(block - 1), prevrandao: blockHash(block) },
    ...(refuses ? { refuses } : {}),
  }
}

/** A permit beside a task; one that is not good is no reason to refuse, as an allowance may be there already. */
function permission({ world, from, time, permit, signer }: Caller): (() => CoinLog[]) | undefined {
  if (!permit) return undefined
  const call = permitted({ world, from, signer, time }, permit)
  return 'done' in call ? call.done : undefined
}

type Pull = { owner: Address; value: bigint }

/** What the escrow manager takes of a token; ETH comes with the call. */
function pullIn(world: World, events: readonly MarketEvent[]): Pull | undefined {
  const { coin, market } = world
  const currencies = new Map<Hex, Address>()
  for (const { name, args } of events) if (name === 'EscrowCurrencySet') currencies.set(args.taskId, args.currency)
  for (const { name, args } of events) {
    if (name !== 'EscrowDeposited' && name !== 'BondDeposited') continue
    const currency = currencies.get(args.taskId) ?? market.state.escrows.get(args.taskId)?.currency ?? zeroAddress
    if (currency === coin.address) return { owner: args.buyer, value: args.amount }
  }
  return undefined
}
