import { basename } from 'node:path'
import type { Parameters } from '@aiigo/core'
import type { Statistics } from '../engine/simulate.ts'
import type { Audit } from '../ledgers/ledger.ts'
import type { LoadedScenario } from './loadScenario.ts'
import { VERSION } from './version.ts'

export type ManifestSource = {
  loaded: LoadedScenario
  seed: number
  command: string
  trace: { path: string; sha256: string } | undefined
  parameters: Parameters
  hashScale: Readonly<Record<number, number>>
  facts: Readonly<Record<string, string>>
  statistics: Statistics
  audit: Audit
  /** What of the events was recorded. */
  events: 'all' | 'none'
}

/** What made this run, and what it takes to make it again. Nothing in it depends on the clock or the machine. */
export function manifestOf(source: ManifestSource) {
  const { loaded, seed, command, trace, parameters, hashScale, facts, statistics, audit, events } = source
  return {
    name: loaded.scenario.name,
    seed,
    command,
    scenario: { file: basename(loaded.path), sha256: loaded.sha256 },
    ...(trace ? { trace: { file: basename(trace.path), sha256: trace.sha256 } } : {}),
    versions: { aiigo: VERSION, ...facts },
    ...(events === 'all' ? {} : { events }),
    hashScale,
    parameters,
    statistics: { commands: statistics.commands, rejections: sorted(statistics.rejections) },
    conservation: {
      balances: audit.checks.length,
      nodes: audit.compared.nodes,
      tasks: audit.compared.tasks,
      differences: audit.differences.length,
    },
  }
}

/** JSON with amounts as decimal strings, as a text file ends. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? one.toString() : one), 2)}\n`
}

function sorted(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))
}
