import { type DisputeOutcome, TaskStatus } from '@aiigo/core'
import type { Address, Hex } from 'viem'
import { act, createMemory, type ScriptedTask, scriptedTask } from './acting.ts'
import type { World } from './world.ts'

/** A dispute, and what both sides have said in it so far, oldest first. */
export type ScriptedDispute = ScriptedTask & {
  readonly reason: string
  readonly evidence: readonly { readonly party: Address; readonly evidenceURI: string }[]
}

/** The share in bps is the provider's gross one, in a split only. */
export type ScriptedRuling = { outcome: DisputeOutcome; providerShareBps?: bigint }

export type ArbitratorScript = (dispute: ScriptedDispute) => ScriptedRuling | undefined

/** Rules on the first dispute on which there is something new, and says whether it did. */
export function arbitratorActor(world: World, rule: ArbitratorScript): () => boolean {
  const isNew = createMemory()
  const judge = (dispute: ScriptedDispute): boolean => {
    const ruling = rule(dispute)
    if (!ruling) return false
    const { outcome, providerShareBps = 0n } = ruling
    const arbitrator = world.market.state.arbitrator
    return act(world, arbitrator, 'resolveDispute', [dispute.taskId, outcome, providerShareBps])
  }
  return () =>
    disputedTasks(world).some((task) => {
      const dispute = { ...task, ...heard(world, task.taskId) }
      return isNew(world.market, `${task.taskId} ${dispute.evidence.length}`) && judge(dispute)
    })
}

function disputedTasks(world: World): ScriptedTask[] {
  const ids = [...world.market.state.tasks.values()].filter(({ status }) => status === TaskStatus.Disputed)
  return ids.flatMap(({ taskId }) => scriptedTask(world, taskId) ?? [])
}

/** What the state does not keep: it is in the log. */
function heard({ blocks }: World, taskId: Hex): Pick<ScriptedDispute, 'reason' | 'evidence'> {
  const events = blocks.flatMap(({ transaction }) => transaction?.events ?? [])
  const reasons = events.flatMap(({ name, args }) =>
    name === 'TaskDisputed' && args.taskId === taskId ? [args.reason] : [],
  )
  const evidence = events.flatMap(({ name, args }) =>
    name === 'EvidenceSubmitted' && args.taskId === taskId
      ? [{ party: args.party, evidenceURI: args.evidenceURI }]
      : [],
  )
  return { reason: reasons.at(-1) ?? '', evidence }
}
