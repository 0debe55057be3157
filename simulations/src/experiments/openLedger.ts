import type { Parameters } from '@aiigo/core'
import type { Ledger } from '../ledgers/ledger.ts'
import { createMirrorLedger } from '../ledgers/mirror/createMirrorLedger.ts'
import { createTwinLedger } from '../ledgers/twin/createTwinLedger.ts'
import type { LedgerName } from './schema.ts'

export type LedgerOptions = {
  /** The twin with the chain beside it, which has to say the same. */
  isVerified: boolean
  ledger: LedgerName
  parameters: Parameters
  /** US dollars for one ETH. */
  ethUsd: number
  /** Everybody who sends commands. */
  accounts: readonly `0x${string}`[]
  /** Of anvil. */
  port?: number | undefined
  cache?: string | undefined
  signal?: AbortSignal | undefined
}

/** What a run is made on. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { isVerified, ledger, parameters, ethUsd } = options
  if (!isVerified) return ledger === 'twin' ? createTwinLedger({ parameters, ethUsd }) : openChain(options)
  const chain = await openChain(options)
  return createMirrorLedger({ openTwin: (onSaid) => createTwinLedger({ parameters, ethUsd, onSaid }), chain })
}

// Brought when a chain is asked for: what talks to one takes longer to load than a short run on the twin.
async function openChain({ parameters, ethUsd, accounts, port, cache, signal }: LedgerOptions): Promise<Ledger> {
  const { prepareBaseChain } = await import('../ledgers/anvil/baseChain.ts')
  const { createAnvilLedger } = await import('../ledgers/anvil/createAnvilLedger.ts')
  const stop = signal ? { signal } : {}
  const base = await prepareBaseChain({ parameters, ethUsd, ...(cache === undefined ? {} : { cache }), ...stop })
  return createAnvilLedger({ base, accounts, ...(port === undefined ? {} : { port }), ...stop })
}
