import { NodeStatus, parameters, TaskStatus } from '@aiigo/core'
import type { MarketState, NodeState, TaskState } from '@aiigo/protocol'
import type { Luck } from './luck.ts'

/** When the next block is: soon, later, or where a window ends, the second before it, and the second after. */
export function nextTime(state: MarketState, now: number, luck: Luck): number {
  if (luck.is(0.4)) return now + 1 + luck.below(30)
  if (luck.is(0.05)) return now + 1 + luck.below(3_600)
  const end = nextEnd(state, now, luck)
  return Math.max(now + 1, (end ?? now + 60) + luck.pick([-1, 0, 0, 1, 1]))
}

/** Whether views that know the time of day stand at the last second of an answer: what they say changes with the next one. */
export function isAtAnEdge({ tasks, nodes, access, parameters: set }: MarketState, now: number): boolean {
  const isOpen = ({ status, openUntil }: TaskState) => status === TaskStatus.Open && openUntil === now
  const isFresh = ({ status, provenAt }: NodeState) =>
    status === NodeStatus.Active && provenAt + Number(set.proofValidity) === now
  return (
    [...tasks.values()].some(isOpen) ||
    [...nodes.values()].some(isFresh) ||
    Object.values(access).some(({ pausedUntil }) => pausedUntil === now)
  )
}

type Kind = TaskEnd | 'auction' | 'challenge' | 'interval' | 'forced' | 'cooldown' | 'hold' | 'ban' | 'proof' | 'pause'

/** How often a window of a kind is waited for. The longest are rare: with each of them most others end too. */
const weights: Readonly<Record<Kind, number>> = {
  ...{ auction: 16, challenge: 4, interval: 3, start: 6 },
  ...{
    deadline: 0.6,
    open: 0.6,
    review: 0.8,
    dispute: 0.6,
    ban: 0.6,
    forced: 0.4,
    hold: 0.8,
    cooldown: 0.4,
    proof: 0.1,
    pause: 0.15,
  },
}

/** The contracts' times have 40 bits. An insider may hold a stake until the last of them, in the year 36,812; nobody waits for that. */
const FAR = 2 ** 39

/** The nearest end of a kind that chance chooses among those that are still to come. */
function nextEnd(state: MarketState, now: number, luck: Luck): number | undefined {
  const nearest = new Map<Kind, number>()
  const add = (kind: Kind, time: number | bigint) => {
    const end = Number(time)
    if (end >= now && end < (nearest.get(kind) ?? FAR)) nearest.set(kind, end)
  }
  addTasks(state, add)
  addNodes(state, add)
  for (const { deadline } of state.challenges.values()) add('challenge', deadline)
  for (const { pausedUntil } of Object.values(state.access)) {
    add('pause', pausedUntil)
    add('pause', BigInt(pausedUntil) + parameters.pauseDuration)
  }
  const kinds = [...nearest.keys()]
  const tickets = kinds.flatMap((kind) => new Array<Kind>(Math.round(weights[kind] * 20)).fill(kind))
  const kind = luck.one(tickets)
  return kind && nearest.get(kind)
}

type Add = (kind: Kind, time: number | bigint) => void
type TaskEnd = 'open' | 'start' | 'deadline' | 'review' | 'dispute'

function addTasks(state: MarketState, add: Add): void {
  for (const { status, openUntil, startUntil, deadline, reviewUntil, disputeUntil } of state.tasks.values()) {
    if (status === TaskStatus.Open) add('open', openUntil)
    if (status === TaskStatus.Assigned) add('start', startUntil)
    if (status === TaskStatus.InProgress) add('deadline', deadline)
    if (status === TaskStatus.Completed) add('review', reviewUntil)
    if (status === TaskStatus.Disputed) add('dispute', disputeUntil)
  }
  for (const { taskId, commitUntil, revealUntil, selectionUntil } of state.auctions.values()) {
    if (state.tasks.get(taskId)?.status !== TaskStatus.Open) continue
    for (const end of [commitUntil, revealUntil, selectionUntil]) add('auction', end)
  }
}

function addNodes({ nodes, parameters: set }: MarketState, add: Add): void {
  for (const { status, proof, provenAt, withdrawableFrom, heldUntil, banExecutableFrom } of nodes.values()) {
    add('cooldown', withdrawableFrom)
    add('hold', heldUntil)
    add('ban', banExecutableFrom)
    add('interval', BigInt(proof.lastIssuedAt) + set.challengeInterval)
    add('forced', BigInt(proof.lastForcedAt) + parameters.challengerInterval)
    if (status === NodeStatus.Active) add('proof', BigInt(provenAt) + set.proofValidity)
  }
}
