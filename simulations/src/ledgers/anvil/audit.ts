import type { Deployment } from '@aiigo/clients'
import { type ChallengeHistory, getAccruedFees, type MarketState } from '@aiigo/protocol'
import type { Hex } from 'viem'
import { ETH, heldIn, stakesIn, sum } from '../holdings.ts'
import type { Audit } from '../ledger.ts'
import { questionsOf } from '../views/questions.ts'
import { compareViews } from './compareViews.ts'
import { createReader, type Reader } from './reader.ts'
import type { Rpc } from './rpc.ts'

/**
 * Compares the chain with what its events made, the state and the history of challenges: every balance to the last unit of
 * every currency, and what the contracts' views answer.
 */
export async function audit(
  rpc: Rpc,
  deployment: Deployment,
  state: MarketState,
  history: ChallengeHistory,
): Promise<Audit> {
  const chain = createReader(rpc, deployment)
  const { timestamp } = await rpc.call<{ timestamp: Hex }>('eth_getBlockByNumber', 'latest', false)
  return {
    checks: await auditBalances(chain, state),
    compared: { nodes: state.nodes.size, tasks: state.tasks.size },
    differences: await compareViews(chain, questionsOf(state, history, Number(timestamp))),
  }
}

async function auditBalances(chain: Reader, state: MarketState): Promise<Audit['checks']> {
  const stakes = stakesIn(state)
  const stakesOwed = sum(state.registryCredits.values())
  const [registryFees = -1n] = await chain.views<bigint>('nodeRegistry', 'accruedFees', [[ETH]])
  const rows: [string, bigint, bigint][] = [
    ...(await auditEscrow(chain, state, ETH, '')),
    [
      'node registry: balance = stakes + bonds + accrued + credits',
      stakes + state.accrued + stakesOwed,
      await chain.balance('nodeRegistry', ETH),
    ],
    ['node registry: accrued, not swept', state.accrued, registryFees],
    ['node registry: credits', stakesOwed, await credits(chain, 'nodeRegistry', ETH, state.registryCredits.keys())],
    ['task marketplace: holds nothing', 0n, await chain.balance('taskMarketplace', ETH)],
    ['proof-of-work verifier: holds nothing', 0n, await chain.balance('proofOfWorkVerifier', ETH)],
  ]
  for (const currency of currenciesOf(state))
    rows.push(...(await auditEscrow(chain, state, currency, ` in ${currency}`)))
  return rows.map(([name, expected, actual]) => ({ name, expected, actual }))
}

/** What the escrow manager has of one currency, and whose it is. */
async function auditEscrow(chain: Reader, state: MarketState, currency: Hex, suffix: string) {
  const held = heldIn(state, currency)
  const holders = state.credits.get(currency) ?? new Map<Hex, bigint>()
  const owed = sum(holders.values())
  const fees = getAccruedFees(state, 'escrowManager', currency)
  const [accrued = -1n] = await chain.views<bigint>('escrowManager', 'accruedFees', [[currency]])
  return [
    [
      `escrow manager: balance = held + fees + credits${suffix}`,
      held + fees + owed,
      await chain.balance('escrowManager', currency),
    ],
    [`escrow manager: fees not swept${suffix}`, fees, accrued],
    [`escrow manager: credits${suffix}`, owed, await credits(chain, 'escrowManager', currency, holders.keys())],
  ] satisfies [string, bigint, bigint][]
}

async function credits(
  chain: Reader,
  contract: 'nodeRegistry' | 'escrowManager',
  currency: Hex,
  accounts: Iterable<Hex>,
): Promise<bigint> {
  const lists = [...accounts].map((account) => [currency, account])
  return sum(await chain.views<bigint>(contract, 'creditOf', lists))
}

/** Those besides ETH in which anything was ever paid. */
function currenciesOf(state: MarketState): Hex[] {
  const seen = new Set([...state.escrows.values()].map(({ currency }) => currency))
  return [...seen].filter((currency) => currency !== ETH)
}
