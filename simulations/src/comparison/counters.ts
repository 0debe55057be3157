import { BidStatus, EscrowStatus, NodeStatus, TaskStatus } from '@aiigo/core'
import { type MarketState, trustLevelOf } from '@aiigo/protocol'
import type { Hex } from 'viem'
import type { Question } from '../ledgers/views/question.ts'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'

/** What histories have been through, and how often. */
export type Counters = {
  calls: number
  accepted: Map<string, number>
  /** By error, then by function. */
  refused: Map<string, Map<string, number>>
  reached: Set<string>
  /** Views that answered, by their contracts. */
  viewed: Set<string>
}

export function createCounters(): Counters {
  return { calls: 0, accepted: new Map(), refused: new Map(), reached: new Set(), viewed: new Set() }
}

export function countAnswers(counters: Counters, calls: readonly Call[], answers: readonly Answer[]): void {
  for (const [i, { contract, name }] of calls.entries()) {
    const answer = answers[i]!
    counters.calls++
    if ('events' in answer) increase(counters.accepted, `${contract}.${name}`)
    else {
      const functions = counters.refused.get(answer.error) ?? new Map<string, number>()
      increase(functions, `${contract}.${name}`)
      counters.refused.set(answer.error, functions)
    }
  }
}

export function countViews({ viewed }: Counters, questions: readonly Question[]): void {
  for (const { contract, view, asked } of questions) if (asked.length > 0) viewed.add(`${contract}.${view}`)
}

function increase(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

/** Adds what other histories have been through. */
export function addCounters(counters: Counters, others: Counters): void {
  counters.calls += others.calls
  for (const [name, count] of others.accepted) increase(counters.accepted, name, count)
  for (const [error, counts] of others.refused) {
    const functions = counters.refused.get(error) ?? new Map<string, number>()
    for (const [name, count] of counts) increase(functions, name, count)
    counters.refused.set(error, functions)
  }
  for (const place of others.reached) counters.reached.add(place)
  for (const view of others.viewed) counters.viewed.add(view)
}

/** So many that ended `getVerificationHistory` tells of. */
const KEPT = 16

const statuses = { node: NodeStatus, task: TaskStatus, escrow: EscrowStatus, bid: BidStatus }

/** Where things can stand, as texts; an escrow or a bid that is none is not there. */
export const everyPlace: readonly string[] = [
  ...Object.entries(statuses).flatMap(([kind, names]) => Object.keys(names).map((name) => `${kind} ${name}`)),
  ...['challenge Open', 'challenge Solved', 'challenge Failed'],
  ...[
    'trust level 1',
    'trust level 2',
    'trust level 3',
    'trust level 4',
    'more challenges of a node than are kept',
    'ban proposed',
    'ban executed',
    'review flagged',
    'auction voided',
    'auction round 3',
    'credit escrowManager',
    'credit nodeRegistry',
    'reorganised',
  ],
].filter((place) => !place.endsWith(' None'))

/** Where those stand that a block has said something about. */
export function countPlaces({ reached }: Counters, state: MarketState, answers: readonly Answer[]): void {
  const ids = answers.flatMap((answer) => ('events' in answer ? answer.events.map(({ args }) => args) : []))
  const see = (kind: keyof typeof statuses, status: number) =>
    reached.add(`${kind} ${Object.entries(statuses[kind]).find(([, number]) => number === status)?.[0]}`)
  for (const { nodeId, taskId } of ids as { nodeId?: Hex; taskId?: Hex }[]) {
    const [node, task, escrow] = [state.nodes.get(nodeId!), state.tasks.get(taskId!), state.escrows.get(taskId!)]
    if (node) see('node', node.status)
    if (node) reached.add(`trust level ${trustLevelOf(state, node)}`)
    // The last one may be open still.
    if (node && node.proof.challengeCount > KEPT + 1) reached.add('more challenges of a node than are kept')
    if (node?.banExecutableFrom) reached.add('ban proposed')
    if (node?.underReview) reached.add('review flagged')
    if (task) see('task', task.status)
    if (escrow) see('escrow', escrow.status)
    const { rounds = [], voided = false } = state.auctions.get(taskId!) ?? {}
    if (voided) reached.add('auction voided')
    if (rounds.length >= 3) reached.add('auction round 3')
    for (const { status } of rounds.at(-1)?.values() ?? []) see('bid', status)
  }
  countRest(reached, state)
}

function countRest(reached: Set<string>, state: MarketState): void {
  if (state.challenges.size > 0) reached.add('challenge Open')
  for (const status of [...state.endedChallenges.values()].slice(-8))
    reached.add(status === 2 ? 'challenge Solved' : 'challenge Failed')
  if (state.bannedOwners.size > 0) reached.add('ban executed')
  if (state.credits.size > 0) reached.add('credit escrowManager')
  if (state.registryCredits.size > 0) reached.add('credit nodeRegistry')
}
