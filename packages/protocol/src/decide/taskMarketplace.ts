import type { Deciders } from './deciders.ts'
import { governedDeciders } from './governed.ts'
import { abandonTask, timeoutTask } from './taskMarketplace/attempts.ts'
import { approveResult, cancelTask, expireTask, finalizeTask } from './taskMarketplace/endings.ts'
import { governanceDeciders } from './taskMarketplace/governance.ts'
import { createTask, postTask, postTaskWithPermit } from './taskMarketplace/posting.ts'
import { acceptTask, startTask, submitResult } from './taskMarketplace/working.ts'

type Later =
  | 'commitBid'
  | 'revealBid'
  | 'selectBid'
  | 'settleAuction'
  | 'reportUnrevealedBid'
  | 'disputeTask'
  | 'submitEvidence'
  | 'resolveDispute'
  | 'resolveStaleDispute'

/** What the functions of TaskMarketplace do. */
export const taskMarketplace: Omit<Deciders<'taskMarketplace'>, Later> = {
  ...governedDeciders('taskMarketplace'),
  ...governanceDeciders,
  createTask,
  postTask,
  postTaskWithPermit,
  cancelTask,
  acceptTask,
  startTask,
  submitResult,
  abandonTask,
  approveResult,
  finalizeTask,
  timeoutTask,
  expireTask,
}
