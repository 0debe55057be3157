import { evolve, type MarketEvent, type MarketState } from '@aiigo/protocol'
import type { Rejection } from '../ledgers/commands.ts'
import type { Ledger, LedgerAnswer } from '../ledgers/ledger.ts'
import type { Observation } from '../report/observation.ts'
import type { Agent, Decision, Wish } from './agent.ts'
import { type Clock, timeOf } from './clock.ts'
import type { TaskDocument } from './matchmaker.ts'
import type { Offer } from './offers.ts'
import { createView } from './view.ts'

export type Simulation = {
  clock: Clock
  agents: readonly Agent[]
  ledger: Ledger
  /** The market after the ledger's genesis. */
  state: MarketState
  /** Called once a tick, and waited for. */
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
  const { clock, agents, ledger, state, observe, signal } = simulation
  const documents = new Map<string, TaskDocument>()
  const statistics: Statistics = { commands: 0, rejections: {} }
  const byAddress = new Map(agents.map((agent) => [agent.address, agent]))
  for (let tick = 0; tick < clock.ticks; tick++) {
    signal?.throwIfAborted()
    const [time, end] = [timeOf(clock, tick), timeOf(clock, tick + 1)]
    const offers = announce(agents, state, time)
    const decisions = decide(agents, createView({ tick, time, end, state, offers, documents }))
    for (const [uri, document] of decisions.flatMap(({ documents = [] }) => [...documents]))
      documents.set(uri, document)

    const commands = decisions.flatMap((decision) => decision.commands)
    const first = await ledger.submit(time, commands)
    apply(state, first, byAddress, statistics)

    const seen = createView({ tick, time, end, state, offers: [], documents })
    const late = (await Promise.all(agents.map((agent) => agent.respond?.(seen) ?? []))).flat()
    const second = late.length === 0 ? NOTHING : await ledger.submitLate(late)
    apply(state, second, byAddress, statistics)

    statistics.commands += commands.length + late.length
    const events = [...first.events, ...second.events]
    await observe({ tick, time, state, events, online: online(agents, time), demand: demandOf(decisions) })
  }
  return statistics
}

const NOTHING: LedgerAnswer = { events: [], rejections: [] }

function announce(agents: readonly Agent[], state: MarketState, time: number): Offer[] {
  const byOwner = new Map([...state.nodes.values()].map((node) => [node.owner, node]))
  const view = { time, state, nodeOf: (owner: `0x${string}`) => byOwner.get(owner) }
  return agents.flatMap((agent) => agent.offer?.(view) ?? [])
}

function decide(agents: readonly Agent[], view: Parameters<Agent['decide']>[0]): Decision[] {
  return agents.map((agent) => agent.decide(view))
}

function apply(
  state: MarketState,
  answer: { events: readonly MarketEvent[]; rejections: readonly Rejection[] },
  agents: ReadonlyMap<string, Agent>,
  statistics: Statistics,
): void {
  for (const event of answer.events) evolve(state, event)
  for (const rejection of answer.rejections) {
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

function online(agents: readonly Agent[], time: number): ReadonlySet<`0x${string}`> {
  return new Set(agents.filter((agent) => agent.isOnline?.(time)).map((agent) => agent.address))
}

function demandOf(decisions: readonly Decision[]): Observation['demand'] {
  const wishes: Wish[] = decisions.flatMap((decision) => decision.wishes ?? [])
  const unmatched = wishes.filter((wish) => !wish.isMatched)
  const reasons: Record<string, number> = {}
  for (const { reason = 'no node' } of unmatched) reasons[reason] = (reasons[reason] ?? 0) + 1
  const aboveLimit = wishes.filter((wish) => wish.isAboveLimit).length
  return { tasks: wishes.length, unmatched: unmatched.length, reasons, aboveLimit }
}
