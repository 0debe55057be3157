import type { Deployment } from '@aiigo/clients'
import type { ParameterOverrides } from '@aiigo/core'
import type { EventContract } from '@aiigo/protocol'
import { type Anvil, startAnvil } from '@aiigo/testing'
import { custom, type EIP1193RequestFn, type Hex } from 'viem'
import { createRpc, isFault, type Rpc } from '../../ledgers/anvil/rpc.ts'
import { everybody, refusers } from '../actors.ts'
import { type Answer, decodeEvent, decodeRefusal, type Said } from '../answer.ts'
import { type Block, type Call, encodeCall } from '../call.ts'
import {
  type ComparedChain,
  DEPLOYED_AT,
  enrichingCalls,
  FORTUNE,
  GAS,
  type Mined,
  REFUSING,
  speakersOf,
} from './chain.ts'
import { deploy } from './deploy.ts'

export async function startAnvilChain(parameters: ParameterOverrides, ethUsd: bigint): Promise<ComparedChain> {
  const anvil = await startAnvil({
    timestamp: DEPLOYED_AT,
    order: 'fifo',
    args: ['--auto-impersonate'],
    blockBaseFeePerGas: 0,
    disableMinPriorityFee: true,
    gasLimit: 1_000_000_000_000,
    noRequestSizeLimit: true,
    transactionBlockKeeper: 64,
  })
  try {
    const rpc = createRpc(anvil)
    // Without it blocks have the time of the wall, and with it other hashes every time.
    await rpc.call('anvil_setBlockTimestampInterval', 1)
    const { deployment, usdc } = await deploy(custom(withoutFees(rpc)), parameters, ethUsd)
    // First: anvil keeps but the last blocks.
    const genesis = await readGenesis(rpc, deployment)
    await rpc.call('evm_setAutomine', false)
    await furnish(rpc, deployment, usdc)
    return comparedOn(rpc, anvil, { deployment, usdc, genesis })
  } catch (error) {
    await anvil.stop()
    throw error
  }
}

/** anvil would add a tip, which is more than a transaction may cost here. */
function withoutFees(rpc: Rpc): { request: EIP1193RequestFn } {
  const request = ({ method, params = [] }: { method: string; params?: readonly object[] }) => {
    const given = method === 'eth_sendTransaction' ? params.map((one) => ({ ...one, ...free })) : params
    return rpc.call(method, ...given)
  }
  return { request: request as EIP1193RequestFn }
}

/** Money and approvals for everybody, and code that takes no ETH for those who refuse it. */
async function furnish(rpc: Rpc, deployment: Deployment, usdc: Hex): Promise<void> {
  const balance = `0x${FORTUNE.toString(16)}`
  await rpc.all(everybody.map((account) => ({ method: 'anvil_setBalance', params: [account, balance] })))
  for (const from of everybody) {
    for (const data of enrichingCalls(deployment, from))
      await rpc.call('eth_sendTransaction', { from, to: usdc, data, ...free })
  }
  await rpc.call('evm_mine')
  await rpc.all(refusers.map((account) => ({ method: 'anvil_setCode', params: [account, REFUSING] })))
}

const free = { gas: `0x${GAS.toString(16)}`, gasPrice: '0x0' }

type RawLog = { address: Hex; data: Hex; topics: [Hex, ...Hex[]]; transactionHash: Hex; blockNumber: Hex }
type RawBlock = { number: Hex; timestamp: Hex; parentHash: Hex; mixHash: Hex; hash: Hex; transactions: Hex[] }

async function readGenesis(rpc: Rpc, deployment: Deployment): Promise<ComparedChain['genesis']> {
  const speakers = speakersOf(deployment)
  const logs = await rpc.call<RawLog[]>('eth_getLogs', { address: [...speakers.keys()], fromBlock: '0x0' })
  const times = new Map<Hex, number>()
  for (const number of new Set(logs.map(({ blockNumber }) => blockNumber)))
    times.set(number, Number((await rpc.call<RawBlock>('eth_getBlockByNumber', number, false)).timestamp))
  return logs.flatMap((log) => {
    const [time, number] = [times.get(log.blockNumber)!, Number(log.blockNumber)]
    return decodeEvent(speakers.get(log.address)!, log).map((said) => ({ ...said, time, number }))
  })
}

type Place = Pick<ComparedChain, 'deployment' | 'usdc' | 'genesis'>

function comparedOn(rpc: Rpc, { stop }: Anvil, place: Place): ComparedChain {
  const { deployment } = place
  const speakers = speakersOf(deployment)
  return {
    ...place,
    ...{ rpc, stop },
    mine: (block) => mine(rpc, deployment, speakers, block),
    now: async () => Number((await rpc.call<RawBlock>('eth_getBlockByNumber', 'latest', false)).timestamp),
    snapshot: async () => {
      const id = await rpc.call<Hex>('evm_snapshot')
      return async () => {
        await rpc.call('evm_revert', id)
      }
    },
  }
}

async function mine(
  rpc: Rpc,
  deployment: Deployment,
  speakers: ReadonlyMap<Hex, EventContract>,
  { time, calls }: Block,
): Promise<Mined> {
  const hashes = await rpc.all<Hex>(calls.map((call) => toTransaction(deployment, call)))
  await rpc.call('evm_mine', time)
  const block = await rpc.call<RawBlock>('eth_getBlockByNumber', 'latest', false)
  const logs = await rpc.call<RawLog[]>('eth_getLogs', { address: [...speakers.keys()], blockHash: block.hash })
  if (block.transactions.join() !== hashes.join())
    throw new Error(`block ${block.number} is not what was sent, in order`)
  const answers = await answersOf(rpc, speakers, hashes, logs)
  const { parentHash, mixHash: prevrandao } = block
  return { time: Number(block.timestamp), number: Number(block.number), parentHash, prevrandao, calls, answers }
}

function toTransaction({ contracts }: Deployment, call: Call) {
  const value = `0x${call.value.toString(16)}`
  const transaction = { from: call.from, to: contracts[call.contract], data: encodeCall(call), value, ...free }
  return { method: 'eth_sendTransaction', params: [transaction] }
}

/** Who said something succeeded. The others are asked for their receipt, and for what the contract returned. */
async function answersOf(
  rpc: Rpc,
  speakers: ReadonlyMap<Hex, EventContract>,
  hashes: readonly Hex[],
  logs: readonly RawLog[],
): Promise<Answer[]> {
  const said = new Map<Hex, Said[]>()
  for (const log of logs) {
    const list = said.get(log.transactionHash) ?? []
    list.push(...decodeEvent(speakers.get(log.address)!, log))
    said.set(log.transactionHash, list)
  }
  const refusals = await refusalsOf(
    rpc,
    hashes.filter((hash) => !said.has(hash)),
  )
  return hashes.map((hash) => refusals.get(hash) ?? { events: said.get(hash) ?? [] })
}

async function refusalsOf(rpc: Rpc, silent: readonly Hex[]): Promise<Map<Hex, Answer>> {
  const questions = ['eth_getTransactionReceipt', 'ots_getTransactionError']
  const requests = silent.flatMap((hash) => questions.map((method) => ({ method, params: [hash] })))
  const answers = await rpc.settle<{ status: Hex } & Hex>(requests, 256)
  const refusals = new Map<Hex, Answer>()
  for (const [i, hash] of silent.entries()) {
    const [receipt, data] = [answers[2 * i]!, answers[2 * i + 1]!]
    if (isFault(receipt) || isFault(data)) throw new Error(`anvil does not say what came of ${hash}`)
    if (receipt.status !== '0x1') refusals.set(hash, decodeRefusal(data ?? '0x'))
  }
  return refusals
}
