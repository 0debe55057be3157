import type { EventContract, MarketEvent } from '@aiigo/protocol'
import { type Address, getAddress, type Hex } from 'viem'
import { type ContractName, type DecodedCall, decodeCall, encodeError, encodeEvent, encodeResult } from './codec.ts'
import { type CoinLog, coinCall } from './coinCalls.ts'
import { InsufficientFundsError } from './errors.ts'
import { type Caller, marketCall } from './marketCalls.ts'
import { resultOf } from './results.ts'
import { ViewRefusal } from './sight.ts'
import { view } from './views.ts'
import { apply, ethOf, type Log, type Market, type World } from './world.ts'

/** What a call comes to. `commit` does it; without that nothing has happened. */
export type Run =
  | { reverted: Hex }
  | { result: Hex; commit: () => { events: readonly MarketEvent[]; logs: readonly Log[] } }

export type Callee = {
  to: Address | null
  data: Hex
  call: DecodedCall | undefined
  contract: ContractName | undefined
}

export function calleeOf(world: World, to: Address | null, data: Hex): Callee {
  const contract = to ? world.contracts.get(to.toLowerCase()) : undefined
  return { to, data, contract, call: contract && decodeCall(contract, data) }
}

/** @throws InsufficientFundsError, UnsupportedByTestMarketError */
export function run(caller: Caller, callee: Callee, market: Market = caller.world.market): Run {
  const { world, from, value } = caller
  if (value !== 0n && ethOf(world, from) < value) throw new InsufficientFundsError(ethOf(world, from), value)
  const { contract, call } = callee
  if (!contract) return sendEth(caller, callee)
  if (!call) return { reverted: refusalOfData(contract, callee.data) }
  const isView = call.item.stateMutability === 'view' || call.item.stateMutability === 'pure'
  if (isView) return look(caller, contract, call, market)
  if (contract === 'usdc') return runCoin(caller, call)
  return runMarket(caller, contract as EventContract, call)
}

/** The two contracts behind an extension name what they do not take. */
function refusalOfData(contract: ContractName, data: Hex): Hex {
  const isExtended = contract === 'nodeRegistry' || contract === 'taskMarketplace'
  return isExtended && data === '0x' ? encodeError('WithExtension_NoPlainPayments', {}) : '0x'
}

/** Nobody but the market has code here: every other address takes what it is sent. */
function sendEth({ world, from, value }: Caller, { to }: Callee): Run {
  const commit = () => {
    const receiver = getAddress(to ?? from)
    world.eth.set(from, (world.eth.get(from) ?? 0n) - value)
    world.eth.set(receiver, (world.eth.get(receiver) ?? 0n) + value)
    return nothing
  }
  return { result: '0x', commit }
}

const nothing = { events: [], logs: [] }

function look({ world, time }: Caller, contract: ContractName, { item, args }: DecodedCall, market: Market): Run {
  try {
    const result = view({ world, market, time, contract }, item, args)
    return { result: encodeResult(item, result), commit: () => nothing }
  } catch (error) {
    if (error instanceof ViewRefusal) return { reverted: encodeError(error.errorName, error.args) }
    throw error
  }
}

function runCoin(caller: Caller, { item, args }: DecodedCall): Run {
  if (caller.value !== 0n) return { reverted: '0x' }
  const call = coinCall(caller, item.name, args)
  if ('reverted' in call) return call
  const commit = () => ({ events: [], logs: encodeCoinLogs(caller.world, call.done()) })
  return { result: encodeResult(item, call.result), commit }
}

function runMarket(caller: Caller, contract: EventContract, call: DecodedCall): Run {
  const { world } = caller
  const decided = marketCall(caller, contract, call)
  if ('reverted' in decided) return decided
  const { events, done } = decided
  const commit = () => {
    const coinLogs = encodeCoinLogs(world, done())
    apply(world.market, events)
    return { events, logs: [...coinLogs, ...events.map((event) => encodeLog(world, event))] }
  }
  return { result: encodeResult(call.item, resultOf(world.market.state, call, events)), commit }
}

export function encodeLog({ deployment }: World, { contract, name, args }: MarketEvent): Log {
  return { address: deployment.contracts[contract], ...encodeEvent(contract, name, args) }
}

function encodeCoinLogs({ coin }: World, logs: readonly CoinLog[]): Log[] {
  return logs.map(({ name, args }) => ({ address: coin.address, ...encodeEvent('usdc', name, args) }))
}
