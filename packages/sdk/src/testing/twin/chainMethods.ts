import { type Address, getAddress, type Hex, numberToHex } from 'viem'
import { formatBlock, formatReceipt, formatTransaction } from './format.ts'
import { type LogFilter, logsOf } from './logs.ts'
import { blockHash, ethOf, type Transaction, type World } from './world.ts'

/** The methods of a provider by their names. */
export type Methods = Record<string, (...params: never[]) => unknown>

/** The number behind a tag; what is not mined yet is the newest block. */
export function blockNumberOf(world: World, tag: string | undefined): number {
  if (tag === 'earliest') return 0
  return tag?.startsWith('0x') ? Number(tag) : world.blocks.length - 1
}

function transactionOf(world: World, hash: Hex): Transaction | undefined {
  const place = world.places.get(hash)
  return place === undefined ? undefined : world.blocks[place]?.transaction
}

/** What is asked of blocks, transactions and accounts. */
export function chainMethods(world: World): Methods {
  const numberOf = (tag: string | undefined) => blockNumberOf(world, tag)
  const found = (hash: Hex, format: (world: World, transaction: Transaction) => object) => {
    const transaction = transactionOf(world, hash)
    return transaction ? format(world, transaction) : null
  }
  return {
    eth_chainId: () => numberToHex(world.deployment.chainId),
    net_version: () => String(world.deployment.chainId),
    web3_clientVersion: () => 'aiigo-twin',
    eth_blockNumber: () => numberToHex(world.blocks.length - 1),
    eth_getBlockByNumber: (tag: string, isFull: boolean) => formatBlock(world, numberOf(tag), isFull),
    eth_getBlockByHash: (hash: Hex, isFull: boolean) => {
      const number = world.blocks.findIndex((_, i) => blockHash(i) === hash)
      return number < 0 ? null : formatBlock(world, number, isFull)
    },
    eth_getTransactionByHash: (hash: Hex) => found(hash, formatTransaction),
    eth_getTransactionReceipt: (hash: Hex) => found(hash, formatReceipt),
    eth_getLogs: (filter: LogFilter) => logsOf(world, filter, numberOf),
    eth_getCode: (address: Address) => (world.contracts.has(address.toLowerCase()) ? '0xfe' : '0x'),
    eth_getBalance: (address: Address) => numberToHex(ethOf(world, getAddress(address))),
    eth_getTransactionCount: (address: Address) => numberToHex(world.nonces.get(getAddress(address)) ?? 0),
    eth_gasPrice: () => '0x0',
    eth_maxPriorityFeePerGas: () => '0x0',
    eth_feeHistory: (count: Hex) => feeHistory(world, Number(count)),
  }
}

function feeHistory(world: World, count: number): object {
  const oldestBlock = numberToHex(Math.max(0, world.blocks.length - count))
  const reward = Array.from({ length: count }, () => ['0x0'])
  return { oldestBlock, reward, baseFeePerGas: Array(count + 1).fill('0x0'), gasUsedRatio: Array(count).fill(0) }
}
