import type { Deployment } from '@aiigo/clients'
import type { ParameterOverrides } from '@aiigo/core'
import type { EventContract } from '@aiigo/protocol'
import { usdCoinAbi } from '@aiigo/testing'
import { encodeFunctionData, type Hex, maxUint256 } from 'viem'
import type { Rpc } from '../../ledgers/anvil/rpc.ts'
import type { Answer, Said } from '../answer.ts'
import { type Block, type Call, contracts } from '../call.ts'

/** What a block was, and what came of its calls. */
export type Mined = {
  time: number
  number: number
  parentHash: Hex
  prevrandao: Hex
  calls: readonly Call[]
  answers: readonly Answer[]
}

/**
 * The deployed contracts on a chain of their own, where gas costs nothing and everybody may speak for anybody. The same
 * blocks asked of it are the same blocks every time, to the last hash.
 */
export type ComparedChain = {
  readonly deployment: Deployment
  readonly usdc: Hex
  /** For reading: `eth_call` and `eth_getBalance`. */
  readonly rpc: Rpc
  /** What was said while it was deployed. */
  readonly genesis: readonly (Said & { time: number; number: number })[]
  mine(block: Block): Promise<Mined>
  now(): Promise<number>
  /** Remembers the chain as it stands; what it returns goes back there, once. */
  snapshot(): Promise<() => Promise<void>>
  stop(): Promise<void>
}

export type StartChain = (parameters: ParameterOverrides, ethUsd: bigint) => Promise<ComparedChain>

/** Enough for whatever a contract does, so that none of it ends for want of gas. */
export const GAS = 10_000_000n

export const DEPLOYED_AT = 1_700_000_000

/** When histories begin: later than any deployment ends, a second for each of its blocks. */
export const BEGINNING = DEPLOYED_AT + 3_600

/** What everybody has of each currency at first. */
export const FORTUNE = 2n ** 120n

/** Code that takes no ETH: it reverts. */
export const REFUSING: Hex = '0x5f5ffd'

export function speakersOf(deployment: Deployment): Map<Hex, EventContract> {
  return new Map(contracts.map((name) => [deployment.contracts[name].toLowerCase() as Hex, name]))
}

/** What an account calls the dollar with, to have a fortune and to pay with it. */
export function enrichingCalls({ contracts }: Deployment, account: Hex): Hex[] {
  const mint = { functionName: 'mint', args: [account, FORTUNE] } as const
  const approve = { functionName: 'approve', args: [contracts.escrowManager, maxUint256] } as const
  return [mint, approve].map((call) => encodeFunctionData({ abi: usdCoinAbi, ...call } as never))
}
