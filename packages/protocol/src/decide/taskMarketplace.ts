import type { Deciders } from './deciders.ts'
import { governedDeciders } from './governed.ts'
import { abandonTask, timeoutTask } from './taskMarketplace/attempts.ts'
import { bidDeciders } from './taskMarketplace/bids.ts'
import { disputeDeciders } from './taskMarketplace/disputes.ts'
import { approveResult, cancelTask, expireTask, finalizeTask } from './taskMarketplace/endings.ts'
import { governanceDeciders } from './taskMarketplace/governance.ts'
import { createTask, postTask, postTaskWithPermit } from './taskMarketplace/posting.ts'
import { acceptTask, startTask, submitResult } from './taskMarketplace/working.ts'

/** What the functions of TaskMarketplace do. */
export const taskMarketplace: Deciders<'taskMarketplace'> = {
  ...governedDeciders('taskMarketplace'),
  ...governanceDeciders,
  ...bidDeciders,
  ...disputeDeciders,
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
