import { type Block, createBlock } from '@ethereumjs/block'
import { type Common, createCustomCommon, Hardfork, Mainnet } from '@ethereumjs/common'
import type { EVMResult } from '@ethereumjs/evm'
import { Caches, MerkleStateManager } from '@ethereumjs/statemanager'
import { createLegacyTx } from '@ethereumjs/tx'
import { type Address, bytesToHex, createAccount, createAddressFromString, hexToBytes } from '@ethereumjs/util'
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
  const stateManager = new MerkleStateManager({ common, caches: new Caches() })
  // Beneath it nothing is ever written into a tree, which would take most of the time: nobody asks for its root.
  await stateManager.checkpoint()
  let blocks = [headOf(common, undefined, start)]
  let depth = 0
  const latest = () => blocks.at(-1)!
  const blockchain = {
    getBlock: async (number: number) => blocks[number]!,
    putBlock: async () => {},
    shallowCopy: () => blockchain,
  }
  const vm = await createVM({ common, stateManager, blockchain: blockchain as never })

  return {
    chainId,
    latest: () => describe(latest()),
    /** A new block, which the transactions that follow are in. */
    begin: (time: number) => {
      blocks.push(headOf(common, latest(), time))
    },
    transact: async (transaction: Transaction): Promise<Receipt> => {
      const code = await stateManager.getCode(addressOf(transaction.from))
      if (code.length > 0) return receiptOf(await impersonate(vm, transaction, latest()))
      return receiptOf(await runTx(vm, { tx: transactionOf(common, transaction), block: latest(), skipNonce: true }))
    },
    /** What a view answers at the latest block. */
    read: async (to: Hex, data: Hex): Promise<Hex> => {
      const call = { to: addressOf(to), data: hexToBytes(data), block: latest(), gasLimit: 100n * GAS }
      const { execResult } = await vm.evm.runCall({ ...call, isStatic: true, skipNonceIncrement: true })
      vm.evm.journal.cleanJournal()
      if (execResult.exceptionError) throw new Error(`a view of ${to} answers ${bytesToHex(execResult.returnValue)}`)
      return bytesToHex(execResult.returnValue)
    },
    /** Remembers the state and the blocks; what it returns goes back there, over everything that was remembered later. */
    snapshot: async () => {
      await stateManager.checkpoint()
      const [height, past] = [++depth, [...blocks]]
      return async () => {
        for (; depth >= height; depth--) await stateManager.revert()
        blocks = past
      }
    },
    balanceOf: async (account: Hex) => (await stateManager.getAccount(addressOf(account)))?.balance ?? 0n,
    nonceOf: async (account: Hex) => (await stateManager.getAccount(addressOf(account)))?.nonce ?? 0n,
    setBalance: (account: Hex, balance: bigint) => stateManager.putAccount(addressOf(account), createAccount({ balance })),
    setCode: (account: Hex, code: Hex) => stateManager.putCode(addressOf(account), hexToBytes(code)),
  }
}

function headOf(common: Common, parent: Block | undefined, time: number): Block {
  const parentHash = parent ? parent.hash() : new Uint8Array(32)
  const number = parent ? parent.header.number + 1n : 0n
  const mixHash = hexToBytes(keccak256(parentHash))
  const header = { parentHash, number, timestamp: time, mixHash, gasLimit: 2n ** 40n, baseFeePerGas: 0n }
  return createBlock({ header }, { common })
}

function describe(block: Block): EvmBlock {
  const { number, timestamp, parentHash, mixHash } = block.header
  return {
    ...{ number: Number(number), time: Number(timestamp), hash: bytesToHex(block.hash()) },
    ...{ parentHash: bytesToHex(parentHash), prevrandao: bytesToHex(mixHash) },
  }
}

/** Nobody signs: whose it is is said. */
function transactionOf(common: Common, { from, to, data, value }: Transaction) {
  const fields = { to, data, value, gasLimit: GAS, gasPrice: 0n }
  const tx = createLegacyTx(fields as never, { common, freeze: false })
  return Object.assign(tx, { getSenderAddress: () => addressOf(from) })
}

/** A contract sends no transactions, EIP-3607; here it may, as everybody: the call is made without one. */
async function impersonate({ evm }: VM, { from, to, data, value }: Transaction, block: Block): Promise<EVMResult> {
  const call = { ...(to ? { to: addressOf(to) } : {}), data: hexToBytes(data), value, gasLimit: GAS, block }
  const result = await evm.runCall({ ...call, caller: addressOf(from) })
  await evm.journal.cleanup()
  evm.stateManager.originalStorageCache.clear()
  return result
}

function receiptOf({ execResult, createdAddress }: EVMResult): Receipt {
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
