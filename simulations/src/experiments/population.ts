import { parameters as defaults, defineParameters, type Parameters, ResourceType } from '@aiigo/core'
import { type BuyerOptions, createBuyer } from '../agents/buyer.ts'
import { createKeeper } from '../agents/keeper.ts'
import { createPlatform } from '../agents/platform.ts'
import type { HashScale } from '../agents/power.ts'
import type { ProviderOptions } from '../agents/provider/options.ts'
import { Provider } from '../agents/provider/provider.ts'
import { addressOf } from '../engine/address.ts'
import type { Agent } from '../engine/agent.ts'
import type { Chance } from '../engine/chance.ts'
import type { Clock } from '../engine/clock.ts'
import { draw, pick } from '../engine/distributions.ts'
import type { RunSetting } from '../report/observation.ts'
import { createDemand } from './demand.ts'
import type { TraceRow } from './readTrace.ts'
import type { BuyerGroup, ProviderGroup, Scenario } from './schema.ts'
import { createTraceDemand } from './traceDemand.ts'
import { resourceTypes, weiOf, weiPerHour } from './units.ts'

/** Everybody in a run, and what the run says of itself. */
export type Population = {
  agents: Agent[]
  setting: RunSetting
  parameters: Parameters
}

export type PopulationOptions = {
  scenario: Scenario
  seed: number
  chance: Chance
  /** Who governs the ledger's market. */
  governor: `0x${string}`
  trace?: { path: string; rows: readonly TraceRow[] } | undefined
}

/** The time that a scenario runs through. */
export function clockOf({ start, tick, length }: Scenario): Clock {
  return { start, tick, ticks: length / tick }
}

/** Draws everybody that a scenario describes. The same scenario and seed draw the same. */
export function populate(options: PopulationOptions): Population {
  const { scenario, governor } = options
  const clock = clockOf(scenario)
  const machines = drawMachines(options, clock)
  const hashScale = hashScaleOf(scenario, machines)
  const providers = machines.map((machine) => ({ ...machine, hashScale: hashScale[machine.resourceType] }))
  const tiers = new Map(providers.flatMap(({ address, tier }) => (tier === 3 ? [] : [[address, tier] as const])))
  const buyers = drawBuyers(options, clock, hashScale)
  return {
    agents: [
      createPlatform('platform', governor, tiers),
      createKeeper('keeper', addressOf('keeper')),
      ...providers.map((options) => new Provider(options)),
      ...buyers.map(({ options }) => createBuyer(options)),
    ],
    setting: {
      name: scenario.name,
      description: scenario.description,
      seed: options.seed,
      ...clock,
      ethUsd: scenario.ethUsd,
      hashScale,
      providers: providers.map(({ type, ...machine }) => ({ ...pickSetting(machine), type })),
      buyers: buyers.map(({ options: { address }, type }) => ({ address, type })),
    },
    parameters: parametersOf(scenario, hashScale),
  }
}

type Machine = Omit<ProviderOptions, 'hashScale'> & { type: ProviderGroup['type'] }

const tierNumbers = { owned: 1, cloud: 2, community: 3 } as const

function drawMachines({ scenario, chance }: PopulationOptions, clock: Clock): Machine[] {
  return scenario.providers.flatMap((group) =>
    Array.from({ length: group.count }, (_, i) => drawMachine(scenario, group, clock, i + 1, chance)),
  )
}

function drawMachine(scenario: Scenario, group: ProviderGroup, clock: Clock, number: number, all: Chance): Machine {
  const name = `provider/${group.name}/${number}`
  const chance = all.split(name)
  const luck = chance.split('birth')
  return {
    name,
    address: addressOf(name),
    type: group.type,
    resourceType: resourceTypes[group.type],
    tier: tierNumbers[group.tier],
    hardware: group.hardware,
    hashRate: draw(luck, group.hashRate),
    pricePerHour: weiPerHour(draw(luck, group.price), scenario.ethUsd),
    costPerHour: weiPerHour(draw(luck, group.cost), scenario.ethUsd),
    stake: weiOf(draw(luck, group.stake)),
    joinsAt: clock.start + draw(luck, group.joins),
    latencyMs: Math.round(draw(luck, group.latency)),
    region: pick(luck, Object.entries(group.regions)),
    hours: group.hours,
    availability: group.availability,
    failure: group.failure,
    patience: group.patience,
    proofs: group.proofs,
    reprices: group.reprices,
    clock,
    slot: scenario.slot,
    resultGrid: scenario.resultGrid,
    chance,
  }
}

function pickSetting(machine: ProviderOptions): Omit<RunSetting['providers'][number], 'type'> {
  const { address, tier, resourceType, region, hardware, hashRate, pricePerHour, costPerHour } = machine
  return { address, tier, resourceType, region, hardware, hashRate, pricePerHour, costPerHour }
}

type DrawnBuyer = { type: BuyerGroup['type']; options: BuyerOptions }

function drawBuyers(options: PopulationOptions, clock: Clock, hashScale: HashScale): DrawnBuyer[] {
  const { scenario, chance, trace } = options
  const units = { hashScale, ethUsd: scenario.ethUsd }
  const count = scenario.buyers.reduce((sum, group) => sum + group.count, 0)
  const traced =
    trace && scenario.demand
      ? createTraceDemand({ ...trace, demand: scenario.demand, clock, buyers: count, units, chance })
      : undefined
  const members = scenario.buyers.flatMap((group) => Array.from({ length: group.count }, (_, i) => ({ group, i })))
  return members.map(({ group, i }, place) => {
    const name = `buyer/${group.name}/${i + 1}`
    const own = chance.split(name)
    const wishes = traced?.[place] ?? createDemand(group, units, own)
    const { type, approves, patience } = group
    return { type, options: { name, address: addressOf(name), wishes, approves, patience, chance: own } }
  })
}

const TYPES = Object.values(ResourceType)

/** Hashes to compute for one solution where a scenario leaves the scale open: few, and still a good measure. */
const AIMED_DIFFICULTY = 16

/**
 * Where the scenario does not say it, the power of two at which a typical machine of the type computes about
 * {@link AIMED_DIFFICULTY} hashes for a solution.
 */
function hashScaleOf({ hashScale, parameters }: Scenario, machines: readonly Machine[]): HashScale {
  const { challengeTargetTime, solutionsPerChallenge } = defineParameters(parameters)
  const seconds = Number(challengeTargetTime) / Number(solutionsPerChallenge)
  const scaleOf = (type: ResourceType): number => {
    const name = (Object.keys(resourceTypes) as (keyof typeof resourceTypes)[]).find(
      (key) => resourceTypes[key] === type,
    )!
    const given = hashScale[name]
    if (given !== undefined) return given
    const rates = machines.filter(({ resourceType }) => resourceType === type).map(({ hashRate }) => hashRate)
    const typical = rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 1
    return 2 ** Math.max(0, Math.round(Math.log2((typical * seconds) / AIMED_DIFFICULTY)))
  }
  return Object.fromEntries(TYPES.map((type) => [type, scaleOf(type)])) as HashScale
}

/** The protocol's parameters for the run; the first difficulties in computed hashes instead of simulated ones. */
function parametersOf({ parameters }: Scenario, hashScale: HashScale): Parameters {
  const scaled = TYPES.map((type) => {
    const difficulty = Number(defaults.initialDifficulty[type]) / hashScale[type]
    return BigInt(Math.max(1, Math.round(difficulty)))
  }) as unknown as Parameters['initialDifficulty']
  return defineParameters({ initialDifficulty: scaled, ...parameters })
}
