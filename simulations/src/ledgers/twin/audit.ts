import { getAccruedFees, type MarketState } from '@aiigo/protocol'
import type { Address } from '../commands.ts'
import { ETH, heldIn, stakesIn, sum } from '../holdings.ts'
import type { Audit } from '../ledger.ts'

/**
 * Compares what the contracts hold, as payments in and out have added up, with what they owe: stakes, escrows, fees and
 * credits. The sum over everybody is nothing: no wei was made or lost.
 */
export function audit(state: MarketState): Audit {
  const { deployment, balances } = state
  const holds = (account: Address) => balances.get(ETH)?.get(account) ?? 0n
  const owedByRegistry = state.accrued + sum(state.registryCredits.values())
  const owedByEscrow = getAccruedFees(state, 'escrowManager', ETH) + sum((state.credits.get(ETH) ?? new Map()).values())
  const rows: [string, bigint, bigint][] = [
    [
      'escrow manager: balance = held + fees + credits',
      heldIn(state, ETH) + owedByEscrow,
      holds(deployment.escrowManager),
    ],
    [
      'node registry: balance = stakes + bonds + accrued + credits',
      stakesIn(state) + owedByRegistry,
      holds(deployment.nodeRegistry),
    ],
    ['task marketplace: holds nothing', 0n, holds(deployment.taskMarketplace)],
    ['proof-of-work verifier: holds nothing', 0n, holds(deployment.proofOfWorkVerifier)],
    ['everybody together: nothing made, nothing lost', 0n, sum((balances.get(ETH) ?? new Map()).values())],
  ]
  const checks = rows.map(([name, expected, actual]) => ({ name, expected, actual }))
  return { checks, compared: { nodes: 0, tasks: 0 }, differences: [] }
}
