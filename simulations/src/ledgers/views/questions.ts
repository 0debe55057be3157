import type { ChallengeHistory, MarketState } from '@aiigo/protocol'
import { challengeQuestions } from './challenges.ts'
import { governanceQuestions } from './governance.ts'
import { moneyQuestions } from './money.ts'
import { nodeQuestions } from './nodes.ts'
import type { Question } from './question.ts'
import { taskQuestions } from './tasks.ts'

/** Everything that the contracts' views tell at `time` (Unix seconds), and what the state says of it. */
export function questionsOf(state: MarketState, history: ChallengeHistory, time: number): Question[] {
  return [
    ...nodeQuestions(state, time),
    ...challengeQuestions(state, history),
    ...taskQuestions(state, time),
    ...moneyQuestions(state),
    ...governanceQuestions(state, time),
  ]
}

/** What is not asked, as it is the same whatever happens: constants, places of other contracts, functions of arguments alone. */
export const neverAsked: ReadonlySet<string> = new Set([
  ...['DEFAULT_ADMIN_ROLE', 'PAUSER_ROLE', 'RELEASER_ROLE', 'ARBITRATOR_ROLE', 'MARKETPLACE_ROLE', 'REVIEWER_ROLE'],
  ...['VERIFIER_ROLE', 'CHALLENGER_ROLE', 'PAUSE_DURATION', 'PAYOUT_GAS', 'TOKEN_PAYOUT_GAS', 'APPEAL_WINDOW'],
  ...['MAX_NODES_PER_OWNER', 'MAX_OPEN_TASKS', 'MAX_URI_LENGTH', 'MAX_DURATION', 'MIN_DURATION', 'MAX_TRUST_LEVEL'],
  ...['CHALLENGER_INTERVAL', 'UPGRADE_INTERFACE_VERSION', 'proxiableUUID', 'supportsInterface', 'getRoleAdmin'],
  ...['extension', 'nodeRegistry', 'escrowManager', 'powVerifier'],
  ...['calculateComputePower', 'taskCost'],
  // The delays are zero, and changing them is beyond the twin.
  ...['defaultAdminDelay', 'defaultAdminDelayIncreaseWait', 'pendingDefaultAdminDelay'],
])
