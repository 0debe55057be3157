import type { MarketEvent } from '@aiigo/protocol'
import type { Command, Rejection } from '../ledgers/commands.ts'
import type { Ledger } from '../ledgers/ledger.ts'
import type { Observation, Tick } from '../report/observation.ts'
import type { Agent, Wish } from './agent.ts'
import { type Clock, timeOf } from './clock.ts'
import type { TaskDocument } from './matchmaker.ts'
import type { Offer } from './offers.ts'
import { createOwners } from './owners.ts'
import { createPresence, type Presence } from './presence.ts'
import { createView, type View } from './view.ts'

export type Simulation = {
  clock: Clock
  agents: readonly Agent[]
  ledger: Ledger
  /** Told of every event, in the order of the ledger and once it has changed the state. @default nobody listens */
  listen?(event: MarketEvent, tick: Tick): void
  /** Called once a tick, after its events, and waited for. */
  observe(observation: Observation): Promise<void>
  signal?: AbortSignal
}

/** How many commands there were, and how many were refused for which reason. */
export type Statistics = { commands: number; rejections: Record<string, number> }

/**
 * Runs the market. In a tick everybody announces, everybody decides on the same view, all commands go into one block;
 * then everybody sees what came of it, and what cannot wait for the next tick (solutions, results) happens at its own
 * time. The order inside a block is that of the agents: which one comes first is decided by the scenario, not by luck.
 */
export async function simulate(simulation: Simulation): Promise<Statistics> {
  const { clock, agents, ledger, listen, observe, signal } = simulation
  const { state } = ledger
  const owners = createOwners(state)
  const presence = createPresence()
  const documents = new Map<string, TaskDocument>()
  const statistics: Statistics = { commands: 0, rejections: {} }
  const byAddress = new Map(agents.map((agent) => [agent.address, agent]))
  for (let tick = 0; tick < clock.ticks; tick++) {
    signal?.throwIfAborted()
    const [time, end] = [timeOf(clock, tick), timeOf(clock, tick + 1)]
    const offers = announce(agents, { time, state, nodeOf: owners })
    const decided = decide(agents, createView({ tick, time, end, state, owners, offers, documents }), presence)
    for (const [uri, document] of decided.documents) documents.set(uri, document)

    const now: Tick = { tick, time, state }
    const hear = (event: MarketEvent) => listen?.(event, now)
    const first = await ledger.submit(time, decided.commands, hear)
    note(first, byAddress, statistics)

    const seen = createView({ tick, time, end, state, owners, offers: [], documents })
    const late = await respond(decided.responders, seen)
    const second = late.length === 0 ? [] : await ledger.submitLate(late, hear)
    note(second, byAddress, statistics)

    statistics.commands += decided.commands.length + late.length
    await observe({ ...now, online: presence.online, demand: demandOf(decided.wishes) })
    ledger.endTick()
  }
  return statistics
}

function announce(agents: readonly Agent[], view: Parameters<NonNullable<Agent['offer']>>[0]): Offer[] {
  const offers: Offer[] = []
  for (const agent of agents) {
    const offer = agent.offer?.(view)
    if (offer) offers.push(offer)
  }
  return offers
}

type Decided = {
  commands: Command[]
  documents: (readonly [uri: string, document: TaskDocument])[]
  wishes: Wish[]
  responders: Agent[]
}

function decide(agents: readonly Agent[], view: View, presence: Presence): Decided {
  const all: Decided = { commands: [], documents: [], wishes: [], responders: [] }
  agents.forEach((agent, place) => {
    const { commands, documents, wishes, isOnline = false, responds } = agent.decide(view)
    for (const command of commands) all.commands.push(command)
    if (wishes) for (const wish of wishes) all.wishes.push(wish)
    if (documents) for (const document of documents) all.documents.push(document)
    presence.note(place, agent.address, isOnline)
    if (responds) all.responders.push(agent)
  })
  return all
}

/** Most answer at once. Those that have to work first are waited for together, and stand in their places all the same. */
async function respond(agents: readonly Agent[], view: View): Promise<Command[]> {
  const answers: (readonly Command[] | Promise<readonly Command[]>)[] = []
  let isReady = true
  for (const agent of agents) {
    const answer = agent.respond?.(view)
    if (answer instanceof Promise) isReady = false
    else if (!answer || answer.length === 0) continue
    answers.push(answer)
  }
  const lists = isReady ? (answers as (readonly Command[])[]) : await Promise.all(answers)
  return lists.flat()
}

/** Counts what was refused, and tells whoever wanted it. */
function note(rejections: readonly Rejection[], agents: ReadonlyMap<string, Agent>, statistics: Statistics): void {
  for (const rejection of rejections) {
    const { name } = rejection.error
    const key = `${rejection.command.name}: ${reasonOf(rejection) ?? name}`
    statistics.rejections[key] = (statistics.rejections[key] ?? 0) + 1
    agents.get(rejection.command.from)?.onRejected?.(rejection)
  }
}

/** The name of the contract's custom error, where there is one. */
function reasonOf({ error }: Rejection): string | undefined {
  return (error as { errorName?: string }).errorName
}

function demandOf(wishes: readonly Wish[]): Observation['demand'] {
  const unmatched = wishes.filter((wish) => !wish.isMatched)
  const reasons: Record<string, number> = {}
  for (const { reason = 'no node' } of unmatched) reasons[reason] = (reasons[reason] ?? 0) + 1
  const aboveLimit = wishes.filter((wish) => wish.isAboveLimit).length
  return { tasks: wishes.length, unmatched: unmatched.length, reasons, aboveLimit }
}
