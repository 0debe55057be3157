import { type Deployment, decodeError, parseEvents } from '@aiigo/clients'
import { BaseError } from '@aiigo/core'
import { type ChallengeHistory, createState, evolve, type MarketState, rememberChallenge } from '@aiigo/protocol'
import { type Anvil, startAnvil } from '@aiigo/testing'
import type { Hex } from 'viem'
import type { Command, Rejection } from '../commands.ts'
import type { Answer, Ledger, Listener } from '../ledger.ts'
import { byMoment, type Moment } from '../moments.ts'
import { audit } from './audit.ts'
import { type BaseChain, chainFlags } from './baseChain.ts'
import { encodeCommand } from './encode.ts'
import { toMarketEvent } from './events.ts'
import { createRpc, isFault, type Rpc, type RpcRequest } from './rpc.ts'

export type AnvilLedgerOptions = {
  base: BaseChain
  /** Everybody who sends commands: each gets more ETH than it can spend. */
  accounts: readonly `0x${string}`[]
  /** 0 lets the system choose. */
  port?: number
  signal?: AbortSignal
}

/** A ledger with a process behind it. */
export type AnvilLedger = Ledger & { readonly pid: number }

/**
 * The deployed contracts on an anvil of its own, which starts from the prepared base chain.
 *
 * Gas: the base fee is 0 and a command pays 1 to n wei a gas, only to fix the order in the block. That is less than
 * 10^-9 ETH a command; it is paid from accounts that hold more than they can spend, and neither the contracts' balances
 * nor any figure of the report (all from events) contains it. So a run measures the market, and not a guess at the price
 * of gas.
 *
 * @throws AnvilNotFoundError, AnvilPortInUseError, AnvilStartError, AnvilDiedError; LedgerAnswerError
 */
export async function createAnvilLedger(options: AnvilLedgerOptions): Promise<AnvilLedger> {
  const { base, accounts, port = 0, signal } = options
  const anvil = await startAnvil({
    ...chainFlags,
    loadState: base.stateFile,
    port,
    ...(signal ? { signal } : {}),
  })
  try {
    const rpc = createRpc(anvil, signal)
    await rpc.all(accounts.map((account) => ({ method: 'anvil_setBalance', params: [account, BALANCE] })))
    return ledgerOn(anvil, rpc, base, Number(await rpc.call<Hex>('eth_blockNumber')))
  } catch (error) {
    await anvil.stop()
    throw error
  }
}

/** A billion ETH. */
const BALANCE = `0x${(10n ** 27n).toString(16)}`

/** Enough for the most expensive call, 128 solutions; not so much that it would be a limit on a block. */
const GAS = `0x${(3_000_000).toString(16)}`

function ledgerOn(anvil: Anvil, rpc: Rpc, base: BaseChain, head: number): AnvilLedger {
  const { deployment } = base
  const state = stateOf(base)
  const history: ChallengeHistory = new Map()
  const miner = createMiner(rpc, deployment, head)
  const follow = async (moments: readonly Moment[], listen: Listener) => {
    const { events, rejections } = await miner.submit(moments)
    for (const event of events) {
      evolve(state, event)
      rememberChallenge(history, event)
      listen(event)
    }
    return rejections
  }
  return {
    pid: anvil.pid,
    facts: base.facts,
    governor: base.governor,
    state,
    submit: (time, commands, listen) => follow([[time, commands.filter((one) => one.at === undefined)]], listen),
    submitLate: (commands, listen) => follow(byMoment(commands), listen),
    // Nothing leaves: the audit compares every task that ever was.
    endTick() {},
    audit: () => audit(rpc, deployment, state, history),
    close: () => anvil.stop(),
  }
}

function stateOf({ parameters, genesis, deployment: { chainId, contracts } }: BaseChain): MarketState {
  const { nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace } = contracts
  const deployment = { chainId, nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace }
  return genesis.reduce(evolve, createState(parameters, deployment))
}

type Sent = { command: Command; hash: Hex }

/** A block that anvil has mined: what it took, and what it would not even take. */
type Mined = { block: number; time: number; sent: Sent[]; rejections: Rejection[] }

function createMiner(rpc: Rpc, deployment: Deployment, firstHead: number) {
  let head = firstHead

  /** Sends in order, and mines one block at the moment. */
  async function mine([time, commands]: Moment): Promise<Mined> {
    const requests = commands.map((command, i) => toTransaction(deployment, command, commands.length - i))
    const hashes = await rpc.settle<Hex>(requests)
    // Its own request: in a batch anvil may answer it before the transactions are in its pool.
    await rpc.call('evm_mine', time)
    const sent: Sent[] = []
    const rejections: Rejection[] = []
    for (const [i, command] of commands.entries()) {
      const hash = hashes[i]!
      if (isFault(hash)) rejections.push({ command, error: decodeError(new Error(hash.fault.message)) })
      else sent.push({ command, hash })
    }
    return { block: ++head, time, sent, rejections }
  }

  async function readBlock({ block, time, sent, rejections }: Mined): Promise<Answer> {
    const logs = await readLogs(rpc, deployment, block)
    const events = parseEvents(deployment, logs).flatMap((event) => toMarketEvent(event, time))
    return { events, rejections: [...rejections, ...(await findReverted(rpc, sent, logs))] }
  }

  return {
    async submit(moments: readonly Moment[]): Promise<Answer> {
      const answers: Answer[] = []
      let last: Promise<Answer> | undefined
      for (const moment of moments) {
        // While anvil mines a block, the one before is read.
        const [mined, answer] = await Promise.all([mine(moment), last])
        if (answer) answers.push(answer)
        last = readBlock(mined)
      }
      if (last) answers.push(await last)
      const events = answers.flatMap((answer) => answer.events)
      return { events, rejections: answers.flatMap(({ rejections }) => rejections) }
    },
  }
}

function toTransaction({ contracts }: Deployment, command: Command, gasPrice: number): RpcRequest {
  const { contract, data } = encodeCommand(command)
  const value = `0x${(command.value ?? 0n).toString(16)}`
  const transaction = { from: command.from, to: contracts[contract], data, value, gas: GAS, gasPrice: hex(gasPrice) }
  return { method: 'eth_sendTransaction', params: [transaction] }
}

type Log = Parameters<typeof parseEvents>[1][number]

/** `eth_getLogs`, not receipts: those take a time that grows with the square of their number. */
async function readLogs(rpc: Rpc, { contracts }: Deployment, block: number): Promise<Log[]> {
  const address = [
    contracts.nodeRegistry,
    contracts.proofOfWorkVerifier,
    contracts.escrowManager,
    contracts.taskMarketplace,
  ]
  const raw = await rpc.call<RawLog[]>('eth_getLogs', { address, fromBlock: hex(block), toBlock: hex(block) })
  return raw.map((log) => ({ ...log, blockNumber: BigInt(log.blockNumber), logIndex: Number(log.logIndex) }))
}

type RawLog = {
  address: Hex
  data: Hex
  topics: [Hex, ...Hex[]]
  blockNumber: Hex
  logIndex: Hex
  transactionHash: Hex
}

/**
 * Every command that succeeds says something, so that a transaction without a log is suspect; only these are asked for
 * their receipt, and the reverted ones for their trace.
 */
async function findReverted(rpc: Rpc, sent: readonly Sent[], logs: readonly Log[]): Promise<Rejection[]> {
  const heard = new Set(logs.map((log) => log.transactionHash))
  const silent = sent.filter(({ hash }) => !heard.has(hash))
  const rejections: Rejection[] = []
  for (const { command, hash } of silent) {
    const receipt = await rpc.call<{ status: string } | null>('eth_getTransactionReceipt', hash)
    if (receipt?.status === '0x1') continue
    rejections.push({ command, error: receipt ? await whyReverted(rpc, hash) : new CommandLostError(command) })
  }
  return rejections
}

/** What the contract returned. anvil keeps that with the transaction; for `debug_traceTransaction` it would need the old states. */
async function whyReverted(rpc: Rpc, hash: Hex): Promise<BaseError> {
  const data = await rpc.call<Hex>('ots_getTransactionError', hash)
  return decodeError(Object.assign(new Error('execution reverted'), { data }))
}

function hex(value: number): string {
  return `0x${value.toString(16)}`
}

/** anvil took a command and put it into no block. */
export class CommandLostError extends BaseError {
  override name = 'CommandLostError'

  constructor({ name, from }: Command) {
    super('The chain took a command and put it into no block.', {
      details: [`Command: ${name} from ${from}`],
      hint: 'This is a defect: report it with the scenario and the seed.',
    })
  }
}
