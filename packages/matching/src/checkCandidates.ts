import { InvalidArgumentError } from '@aiigo/core'
import { address, amount, bytes32, type Check, duration, flag, integer, text } from './checks.ts'
import type { Candidate } from './types.ts'

const fields: { [field in keyof Candidate]: Check } = {
  nodeId: bytes32,
  owner: address,
  resourceType: integer(0, 4),
  status: integer(0, 5),
  suspended: flag,
  flagged: flag,
  power: amount,
  powerReserved: amount,
  trustLevel: integer(0, 4),
  reputation: integer(0, 10_000),
  pricePerHour: amount,
  region: text,
  latencyMs: duration,
  uptimeBps: integer(0, 10_000),
  openTasks: integer(0, Infinity),
  tier: integer(1, 3),
}
const entries = Object.entries(fields) as [keyof Candidate, Check][]

/** @throws InvalidArgumentError naming the candidate and the field, and when two candidates are the same node. */
export function checkCandidates(candidates: readonly Candidate[]): void {
  if (!Array.isArray(candidates)) throw new InvalidArgumentError('candidates', 'an array of candidates', candidates)
  const seen = new Set<string>()
  for (let i = 0; i < candidates.length; i++) {
    checkCandidate(candidates[i]!, `candidates[${i}]`)
    seen.add(candidates[i]!.nodeId.toLowerCase())
    if (seen.size <= i)
      throw new InvalidArgumentError(`candidates[${i}].nodeId`, 'each node once', candidates[i]!.nodeId)
  }
}

/** @throws InvalidArgumentError naming the field as `name.field`. */
export function checkCandidate(candidate: Candidate, name: string): void {
  if (typeof candidate !== 'object' || candidate === null) throw new InvalidArgumentError(name, 'an object', candidate)
  for (const [field, { expected, holds }] of entries) {
    const value = candidate[field]
    if (!holds(value)) throw new InvalidArgumentError(`${name}.${field}`, expected, value, hint(candidate, field))
  }
}

function hint(candidate: Candidate, field: string): string | undefined {
  return field === 'nodeId' ? undefined : `The candidate is node ${candidate.nodeId}.`
}
