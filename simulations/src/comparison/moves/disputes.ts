import { type DisputeOutcome, disputeBondUp, NodeStatus, TaskStatus, taskCostUp } from '@aiigo/core'
import type { NodeState, TaskState } from '@aiigo/protocol'
import { zeroAddress } from 'viem'
import { actors, insider, strangers } from '../actors.ts'
import type { World } from '../world.ts'
import { call, moveOf, type Weighted } from './move.ts'
import { late, ownerOf } from './tasks.ts'

const market = 'taskMarketplace'
const registry = 'nodeRegistry'
const disputed = ({ tasks }: World) => tasks[TaskStatus.Disputed]
const suspended = ({ nodes }: World) => nodes.filter(({ banExecutableFrom }) => banExecutableFrom > 0)

export const disputeMoves: readonly Weighted[] = [
  [5, moveOf(({ tasks }) => tasks[TaskStatus.Completed], dispute)],
  [
    1,
    moveOf(disputed, (task, { luck, state }) =>
      call(market, 'submitEvidence', luck.is(0.5) ? task.buyer : ownerOf(task, state), {
        taskId: task.taskId,
        evidenceURI: 'ipfs://evidence',
      }),
    ),
  ],
  [4, moveOf(disputed, rule)],
  [
    2,
    moveOf(late(TaskStatus.Disputed, 'disputeUntil'), ({ taskId }, { luck }) =>
      call(market, 'resolveStaleDispute', luck.pick(strangers), { taskId }),
    ),
  ],
  [
    0.4,
    moveOf(accusable, ({ nodeId }) =>
      call(registry, 'proposeBan', insider, { nodeId, evidenceURI: 'ipfs://evidence' }),
    ),
  ],
  [
    0.5,
    moveOf(suspended, ({ nodeId, owner }) =>
      call(registry, 'appealBan', owner, { nodeId, appealURI: 'ipfs://answer' }),
    ),
  ],
  [
    0.8,
    moveOf(suspended, ({ nodeId }, { state }) =>
      call(registry, 'cancelBan', state.access.nodeRegistry.owner, { nodeId }),
    ),
  ],
  [0.2, moveOf(suspended, ({ nodeId }, { luck }) => call(registry, 'executeBan', luck.pick(actors), { nodeId }))],
  [
    2,
    moveOf(
      ({ nodes }) => nodes.filter(({ underReview }) => underReview),
      ({ nodeId }) => call(registry, 'clearReview', insider, { nodeId }),
    ),
  ],
]

export function bondOf({ agreedPrice, maxPrice, duration }: TaskState): bigint {
  return disputeBondUp(taskCostUp(agreedPrice || maxPrice, duration))
}

export function rule({ taskId }: TaskState, { luck, state }: World) {
  const ruling = {
    outcome: luck.pick([0, 0, 1, 1, 2, 2, 3]) as DisputeOutcome,
    providerShareBps: luck.pick([0n, 1n, 3_333n, 9_800n, 9_801n]),
  }
  return call(market, 'resolveDispute', state.arbitrator, { taskId, ...ruling })
}

export function dispute(task: TaskState, { luck }: World) {
  const value = task.currency === zeroAddress ? bondOf(task) : 0n
  return call(
    market,
    'disputeTask',
    task.buyer,
    { taskId: task.taskId, reason: luck.pick(['', 'wrong', 'wrong', 'wrong', 'x'.repeat(256), 'x'.repeat(257)]) },
    value,
  )
}

/** The insider has a node as well, which it may not accuse. */
function accusable({ nodes }: World): readonly NodeState[] {
  return nodes.filter(({ status }) => status === NodeStatus.Active || status === NodeStatus.Inactive)
}
