import { type Block, createBlock } from '@ethereumjs/block'
import { type Common, createCustomCommon, Hardfork, Mainnet } from '@ethereumjs/common'
import { Caches, MerkleStateManager } from '@ethereumjs/statemanager'
import { createLegacyTx } from '@ethereumjs/tx'
import { type Address, bytesToHex, createAddressFromString, hexToBytes } from '@ethereumjs/util'
import { createVM, runTx, type VM } from '@ethereumjs/vm'
import { type Hex, keccak256 } from 'viem'
import { GAS } from './chain.ts'

export type Transaction = { from: Hex; to?: Hex | undefined; data: Hex; value: bigint }

export type Log = { address: Hex; topics: Hex[]; data: Hex }

/** What came of a transaction; `fault` is why the machine stopped, `revert` where the contract wanted it to. */
export type Receipt = { created?: Hex; logs: Log[]; data: Hex; fault?: string }

export type EvmBlock = { number: number; time: number; hash: Hex; parentHash: Hex; prevrandao: Hex }

export type Evm = Awaited<ReturnType<typeof createEvm>>

/**
 * The Ethereum virtual machine of ethereumjs with a state of its own: transactions by anybody, for nothing, in blocks
 * whose numbers, times and randomness follow from what was asked for, and so are the same on every machine.
 */
export async function createEvm(chainId: number, start: number) {
  const common = createCustomCommon({ chainId }, Mainnet, { hardfork: Hardfork.Prague })
  const state = new MerkleStateManager({ common, caches: new Caches() })
  // Beneath it nothing is ever written into a tree, which would take most of the time: nobody asks for its root.
  await state.checkpoint()
  const blocks = createBlocks(common, start)
  const vm = await createVM({ common, stateManager: state, blockchain: blocks.blockchain })
  return {
    chainId,
    latest: () => describe(blocks.latest()),
    /** A new block, which the transactions that follow are in. */
    begin: blocks.begin,
    transact: (transaction: Transaction): Promise<Receipt> => transact(vm, transaction, blocks.latest()),
    /** What a view answers at the latest block. */
    read: (to: Hex, data: Hex): Promise<Hex> => read(vm, to, data, blocks.latest()),
    /** Remembers state and blocks; what it returns goes back there, over all that was remembered later. */
    snapshot: createMemory(state, blocks),
    balanceOf: async (account: Hex) => (await state.getAccount(addressOf(account)))?.balance ?? 0n,
    nonceOf: async (account: Hex) => (await state.getAccount(addressOf(account)))?.nonce ?? 0n,
    setBalance: (account: Hex, balance: bigint) => state.modifyAccountFields(addressOf(account), { balance }),
    setCode: (account: Hex, code: Hex) => state.putCode(addressOf(account), hexToBytes(code)),
  }
}

function createBlocks(common: Common, start: number) {
  const blocks = [headOf(common, undefined, start)]
  const latest = () => blocks.at(-1)!
  /** Where the machine looks up a block's hash. */
  const blockchain = {
    getBlock: async (number: number) => blocks[number]!,
    putBlock: async () => {},
    shallowCopy: () => blockchain,
  }
  return {
    ...{ latest, blockchain },
    begin: (time: number) => {
      blocks.push(headOf(common, latest(), time))
    },
    remember: () => {
      const { length } = blocks
      return () => {
        blocks.length = length
      }
    },
  }
}

function headOf(common: Common, parent: Block | undefined, time: number): Block {
  const parentHash = parent ? parent.hash() : new Uint8Array(32)
  const number = parent ? parent.header.number + 1n : 0n
  const mixHash = hexToBytes(keccak256(parentHash))
  const header = { parentHash, number, timestamp: time, mixHash, gasLimit: 2n ** 40n, baseFeePerGas: 0n }
  return createBlock({ header }, { common })
}

function createMemory(state: MerkleStateManager, blocks: ReturnType<typeof createBlocks>) {
  let depth = 0
  return async () => {
    await state.checkpoint()
    const height = ++depth
    const takeBack = blocks.remember()
    return async () => {
      for (; depth >= height; depth--) await state.revert()
      takeBack()
    }
  }
}

function describe(block: Block): EvmBlock {
  const { number, timestamp, parentHash, mixHash } = block.header
  return {
    ...{ number: Number(number), time: Number(timestamp), hash: bytesToHex(block.hash()) },
    ...{ parentHash: bytesToHex(parentHash), prevrandao: bytesToHex(mixHash) },
  }
}

async function transact(vm: VM, transaction: Transaction, block: Block): Promise<Receipt> {
  const code = await vm.stateManager.getCode(addressOf(transaction.from))
  if (code.length > 0) return receiptOf(await impersonate(vm, transaction, block))
  return receiptOf(await runTx(vm, { tx: unsigned(vm.common, transaction), block, skipNonce: true }))
}

/** Nobody signs: whose it is is said. */
function unsigned(common: Common, { from, to, data, value }: Transaction) {
  const fields = { to, data, value, gasLimit: GAS, gasPrice: 0n }
  const tx = createLegacyTx(fields as never, { common, freeze: false })
  return Object.assign(tx, { getSenderAddress: () => addressOf(from) })
}

type Outcome = Awaited<ReturnType<VM['evm']['runCall']>>

/** A contract sends no transactions, EIP-3607; here it may, as everybody: the call is made without one. */
async function impersonate({ evm }: VM, { from, to, data, value }: Transaction, block: Block): Promise<Outcome> {
  const call = { ...(to ? { to: addressOf(to) } : {}), data: hexToBytes(data), value, gasLimit: GAS, block }
  const outcome = await evm.runCall({ ...call, caller: addressOf(from) })
  await evm.journal.cleanup()
  evm.stateManager.originalStorageCache.clear()
  return outcome
}

async function read({ evm }: VM, to: Hex, data: Hex, block: Block): Promise<Hex> {
  const call = { to: addressOf(to), data: hexToBytes(data), block, gasLimit: 100n * GAS }
  const { execResult } = await evm.runCall({ ...call, isStatic: true, skipNonceIncrement: true })
  evm.journal.cleanJournal()
  if (execResult.exceptionError) throw new Error(`a view of ${to} reverts with ${bytesToHex(execResult.returnValue)}`)
  return bytesToHex(execResult.returnValue)
}

function receiptOf({ execResult, createdAddress }: Outcome): Receipt {
  const { logs = [], returnValue, exceptionError } = execResult
  return {
    ...(createdAddress ? { created: createdAddress.toString() } : {}),
    logs: logs.map(([address, topics, data]) => ({
      address: bytesToHex(address),
      topics: topics.map((topic) => bytesToHex(topic)),
      data: bytesToHex(data),
    })),
    data: bytesToHex(returnValue),
    ...(exceptionError ? { fault: exceptionError.error } : {}),
  }
}

function addressOf(hex: Hex): Address {
  return createAddressFromString(hex.toLowerCase())
}
