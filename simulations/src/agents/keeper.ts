import { TaskStatus } from '@aiigo/core'
import type { TaskState } from '@aiigo/protocol'
import type { Agent } from '../engine/agent.ts'
import type { View } from '../engine/view.ts'
import type { Command } from '../ledgers/commands.ts'

const ETH = '0x0000000000000000000000000000000000000000'
const DAY = 86_400

/** Makes the calls that anyone may make, as soon as they may be made: so that no silence holds anybody's money. */
export function createKeeper(name: string, address: `0x${string}`): Agent {
  let sweptAt = Number.NEGATIVE_INFINITY

  function sweep({ time, state }: View): Command[] {
    if (time - sweptAt < DAY) return []
    sweptAt = time
    const args = { currency: ETH } as const
    return [
      ...(state.accrued > 0n ? [{ name: 'sweepRegistryFees', from: address, args } as const] : []),
      ...((state.fees.get(ETH) ?? 0n) > 0n ? [{ name: 'sweepEscrowFees', from: address, args } as const] : []),
    ]
  }

  return {
    name,
    address,
    decide(view) {
      const commands: Command[] = []
      for (const task of view.tasks) {
        const end = endOf(task, view.time, address, view.offered)
        if (end) commands.push(end)
      }
      for (const { challengeId, deadline } of view.state.challenges.values()) {
        if (deadline < view.time) commands.push({ name: 'expireChallenge', from: address, args: { challengeId } })
      }
      return { commands: [...commands, ...sweep(view)] }
    },
  }
}

/** The call that ends a task's wait, when its time has come. Each may come from the second after the limit on. */
function endOf(
  { taskId, status, reviewUntil, deadline, openUntil }: TaskState,
  time: number,
  from: `0x${string}`,
  matched: ReadonlySet<string>,
): Command | undefined {
  if (status === TaskStatus.Completed && reviewUntil < time) return { name: 'finalizeTask', from, args: { taskId } }
  if (status === TaskStatus.InProgress && deadline < time) return { name: 'timeoutTask', from, args: { taskId } }
  const isExpired = status === TaskStatus.Open && openUntil < time && !matched.has(taskId)
  return isExpired ? { name: 'expireTask', from, args: { taskId } } : undefined
}
