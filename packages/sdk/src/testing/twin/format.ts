import { getContractAddress, type Hex, numberToHex, zeroAddress, zeroHash } from 'viem'
import { blockHash, type Transaction, type World } from './world.ts'

// Blocks, transactions, receipts and logs as a node writes them in JSON.

const GAS_LIMIT = numberToHex(30_000_000)
/** What a transaction is said to take: gas costs nothing here. */
export const GAS: Hex = numberToHex(1_000_000)
const BLOOM: Hex = `0x${'00'.repeat(256)}`
const NO_FEE: Hex = '0x0'

export function formatBlock(world: World, number: number, isFull: boolean): object | null {
  const block = world.blocks[number]
  if (!block) return null
  const { time, transaction } = block
  const whole = transaction && (isFull ? formatTransaction(world, transaction) : transaction.hash)
  return {
    ...{ number: numberToHex(number), hash: blockHash(number), timestamp: numberToHex(time) },
    parentHash: number === 0 ? zeroHash : blockHash(number - 1),
    transactions: whole ? [whole] : [],
    ...{ gasLimit: GAS_LIMIT, gasUsed: transaction ? GAS : '0x0', baseFeePerGas: NO_FEE, size: '0x0' },
    ...{
      mixHash: blockHash(number),
      logsBloom: BLOOM,
      miner: zeroAddress,
      extraData: '0x',
      nonce: '0x0000000000000000',
    },
    ...{ difficulty: '0x0', totalDifficulty: '0x0', uncles: [], sha3Uncles: zeroHash },
    ...{ stateRoot: zeroHash, receiptsRoot: zeroHash, transactionsRoot: zeroHash },
  }
}

export function formatTransaction(world: World, transaction: Transaction): object {
  const { hash, from, to, data, value, nonce } = transaction
  return {
    ...{ ...placeOf(world, transaction), hash, from, to, input: data, value: numberToHex(value) },
    ...{ nonce: numberToHex(nonce), gas: GAS, gasPrice: NO_FEE, chainId: numberToHex(world.deployment.chainId) },
    ...{ type: '0x2', maxFeePerGas: NO_FEE, maxPriorityFeePerGas: NO_FEE, accessList: [] },
    ...{ v: '0x0', r: zeroHash, s: zeroHash, yParity: '0x0' },
  }
}

export function formatReceipt(world: World, transaction: Transaction): object {
  const { hash, from, to, nonce, succeeded } = transaction
  return {
    ...{ ...placeOf(world, transaction), transactionHash: hash, from, to, status: succeeded ? '0x1' : '0x0' },
    contractAddress: to === null ? getContractAddress({ from, nonce: BigInt(nonce) }) : null,
    logs: formatLogs(world, transaction),
    ...{ gasUsed: GAS, cumulativeGasUsed: GAS, effectiveGasPrice: NO_FEE, logsBloom: BLOOM, type: '0x2' },
  }
}

export type FormattedLog = ReturnType<typeof formatLogs>[number]

export function formatLogs(world: World, transaction: Transaction) {
  const { blockHash, blockNumber, transactionIndex } = placeOf(world, transaction)
  return transaction.logs.map(({ address, topics, data }, index) => ({
    ...{ address, topics, data, blockHash, blockNumber, transactionIndex, removed: false },
    ...{ transactionHash: transaction.hash, logIndex: numberToHex(index) },
  }))
}

function placeOf(world: World, { hash }: Transaction) {
  const number = world.places.get(hash) ?? 0
  return { blockHash: blockHash(number), blockNumber: numberToHex(number), transactionIndex: '0x0' as const }
}
