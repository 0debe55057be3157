import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { access, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Deployment, deployMarketplace, getEvents } from '@aiigo/clients'
import * as bytecode from '@aiigo/clients/bytecode'
import { BaseError, type Parameters, parameterBounds } from '@aiigo/core'
import type { MarketEvent } from '@aiigo/protocol'
import { startAnvil, testAccount } from '@aiigo/testing'
import { createWalletClient, http, publicActions } from 'viem'
import { foundry } from 'viem/chains'
import { makeFolder } from '../../experiments/makeFolder.ts'
import { packageRoot } from '../../experiments/packageRoot.ts'
import { removeAtExit } from '../../experiments/removeAtExit.ts'
import { ARBITRATOR, GOVERNOR, TREASURY } from '../parties.ts'
import { usdForEth } from '../price.ts'
import { CacheError } from './cacheError.ts'
import { toMarketEvent } from './events.ts'

/** A chain on which the whole market is deployed, ready to be continued. */
export type BaseChain = {
  /** anvil's state, for `--load-state`. */
  stateFile: string
  deployment: Deployment
  /** What was said while it was deployed. */
  genesis: readonly MarketEvent[]
  /** What it was deployed with. */
  parameters: Parameters
  governor: `0x${string}`
  facts: Readonly<Record<string, string>>
}

export type BaseChainOptions = {
  parameters: Parameters
  /** US dollars for one ETH. */
  ethUsd: number
  /** @default the environment's AIIGO_CACHE, or `.cache` in this package */
  cache?: string
  signal?: AbortSignal
}

/** Before any scenario may begin. */
const BASE_TIME = Date.UTC(2015, 11, 1) / 1000

/** How every chain of the simulator runs; see docs: one block a tick, and its cost must not grow with the history. */
export const chainFlags = {
  chainId: foundry.id,
  noMining: true,
  order: 'fees',
  timestamp: BASE_TIME,
  pruneHistory: true,
  transactionBlockKeeper: 64,
  autoImpersonate: true,
  blockBaseFeePerGas: 0,
  disableMinPriorityFee: true,
  gasLimit: 1_000_000_000_000,
  noRequestSizeLimit: true,
} as const

const ANVIL_VERSION = '1.7.1'

const governedNames = Object.keys(parameterBounds) as (keyof typeof parameterBounds)[]

/** To be raised when the form of what is cached changes. */
const FORMAT = 3

/**
 * Deploys the market once for each bytecode, set of parameters and version of anvil, and keeps the chain for every run
 * that wants the same. What is in the cache is whole: it is made under another name and renamed.
 *
 * @throws CacheError when the chain cannot be kept; the errors of anvil
 */
export async function prepareBaseChain(options: BaseChainOptions): Promise<BaseChain> {
  const { parameters, ethUsd, signal } = options
  const bytecodeHash = sha256(bytecode)
  const recipe = {
    FORMAT,
    ANVIL_VERSION,
    BASE_TIME,
    GOVERNOR,
    ARBITRATOR,
    chainFlags,
    bytecodeHash,
    parameters,
    ethUsd,
  }
  const cache = options.cache ?? process.env.AIIGO_CACHE ?? join(packageRoot(), '.cache')
  const folder = join(cache, `chain-${sha256(recipe).slice(0, 16)}`)
  try {
    if (!(await isThere(folder))) await build(folder, parameters, ethUsd, signal)
    const { deployment, genesis } = fromJson(await readFile(join(folder, 'deployment.json'), 'utf8'))
    const facts = { ledger: 'anvil', anvil: ANVIL_VERSION, bytecode: bytecodeHash }
    return { stateFile: join(folder, 'state.json'), deployment, genesis, parameters, governor: GOVERNOR, facts }
  } catch (error) {
    signal?.throwIfAborted()
    throw error instanceof BaseError ? error : new CacheError(cache, error)
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function build(folder: string, parameters: Parameters, ethUsd: number, signal?: AbortSignal): Promise<void> {
  await makeFolder(dirname(folder))
  const draft = mkdtempSync(`${folder}.`)
  const keep = removeAtExit(draft)
  try {
    const chain = await deploy(join(draft, 'state.json'), parameters, ethUsd, signal)
    // anvil writes its state while it ends, and says nothing when the disk is full.
    JSON.parse(await readFile(join(draft, 'state.json'), 'utf8'))
    await writeFile(join(draft, 'deployment.json'), toJson(chain))
    // Another process may have been faster: then its folder stays, which holds the same.
    await rename(draft, folder).catch(async (error) => {
      if (!(await isThere(folder))) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
    keep()
  }
}

type Deployed = Pick<BaseChain, 'deployment' | 'genesis'>

async function deploy(
  dumpState: string,
  parameters: Parameters,
  ethUsd: number,
  signal?: AbortSignal,
): Promise<Deployed> {
  // Mines by itself, and with a base fee: that is what deploying is written for.
  const { chainId, timestamp, gasLimit } = chainFlags
  const anvil = await startAnvil({ chainId, timestamp, gasLimit, dumpState, ...(signal ? { signal } : {}) })
  try {
    const transport = http(anvil.url, { retryCount: 0 })
    const client = createWalletClient({ account: testAccount(0), chain: foundry, transport, pollingInterval: 20 })
    const reading = client.extend(publicActions)
    // Not the clock: every block's hash is in what challenges are made of, and has to be the same on every machine.
    await reading.request({ method: 'anvil_setBlockTimestampInterval', params: [1] } as never)
    const parties = { owner: GOVERNOR, reviewer: GOVERNOR, treasury: TREASURY, arbitrator: ARBITRATOR }
    const options = { ...parties, ethUsd: usdForEth(ethUsd) }
    const governed = Object.fromEntries(governedNames.map((name) => [name, parameters[name]]))
    const deployment = await anvil.watch(
      deployMarketplace(reading, { ...options, parameters: governed, ...(signal ? { signal } : {}) }),
    )
    const events = await anvil.watch(getEvents(reading, deployment))
    return { deployment, genesis: events.flatMap((event) => toMarketEvent(event, 0)) }
  } finally {
    await anvil.stop()
  }
}

/** Hashes what a JSON text can say; amounts as decimal strings, keys in their order. */
function sha256(value: unknown): string {
  return createHash('sha256').update(toJson(value)).digest('hex')
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? { bigint: one.toString() } : one))
}

function fromJson(text: string): Deployed {
  return JSON.parse(text, (_, one) => (typeof one?.bigint === 'string' ? BigInt(one.bigint) : one))
}
