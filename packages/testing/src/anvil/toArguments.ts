/** The flags of anvil in camel case; `anvil --help` describes each. Times are in seconds, amounts in ETH. */
export type AnvilFlags = {
  accounts?: number
  /** ETH on each account. */
  balance?: number
  blockBaseFeePerGas?: number | bigint
  /** Seconds between blocks; without it every transaction is mined at once. */
  blockTime?: number
  chainId?: number
  codeSizeLimit?: number
  disableBlockGasLimit?: boolean
  disableMinPriorityFee?: boolean
  dumpState?: string
  forkBlockNumber?: number | bigint
  forkUrl?: string
  gasLimit?: number | bigint
  gasPrice?: number | bigint
  hardfork?: string
  loadState?: string
  mixedMining?: boolean
  mnemonic?: string
  noMining?: boolean
  noRateLimit?: boolean
  noRequestSizeLimit?: boolean
  noStorageCaching?: boolean
  order?: 'fees' | 'fifo'
  preserveHistoricalStates?: boolean
  /** true keeps no past states; a number keeps so many. */
  pruneHistory?: boolean | number
  /** A file that is loaded at start, when it exists, and written at the end. */
  state?: string
  threads?: number
  /** Time of the genesis block, in seconds since 1970. */
  timestamp?: number | bigint
  transactionBlockKeeper?: number
}

/**
 * Turns options into command-line arguments, in the order given: `{ noMining: true, chainId: 1 }` becomes
 * `['--no-mining', '--chain-id', '1']`. A flag that is `false` or `undefined` is left out.
 */
export function toArguments(flags: AnvilFlags): string[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    if (value === undefined || value === false) return []
    return value === true ? [flag] : [flag, String(value)]
  })
}
