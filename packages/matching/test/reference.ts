// A second matcher, written from the documentation and not from the source: filters as a list of sentences, terms as
// exact fractions. It is slow on purpose.
import type { Candidate, Criterion, Request, Weights } from '../src/index.ts'

const sentences: [Criterion, (request: Request, node: Candidate) => boolean][] = [
  ['resourceType', (request, node) => request.resourceType === node.resourceType],
  ['power', (request, node) => node.power > 0n && node.powerReserved + request.requiredPower <= node.power],
  ['trustLevel', (request, node) => node.trustLevel >= 1 && node.trustLevel >= (request.minTrustLevel ?? 0)],
  ['region', (request, node) => (request.regions ?? [node.region]).includes(node.region)],
  ['budget', (request, node) => node.pricePerHour <= request.maxPricePerHour],
  ['sla', meetsSla],
  ['capacity', (_, node) => node.openTasks <= 9],
  ['exclusion', (request, node) => mayWorkFor(request, node)],
]

function meetsSla({ minUptimeBps = 0 }: Request, node: Candidate): boolean {
  if (minUptimeBps >= 9_999 && node.tier !== 1) return false
  return node.uptimeBps >= minUptimeBps
}

function mayWorkFor({ buyer, failedNodes = [] }: Request, node: Candidate): boolean {
  const isTheBuyers = BigInt(node.owner) === BigInt(buyer)
  const hasFailed = failedNodes.some((id) => BigInt(id) === BigInt(node.nodeId))
  return node.status === 2 && !(node.suspended || node.flagged || isTheBuyers || hasFailed)
}

export function failedBy(request: Request, node: Candidate): Criterion[] {
  return sentences.filter(([, holds]) => !holds(request, node)).map(([criterion]) => criterion)
}

export function isEligible(request: Request, node: Candidate): boolean {
  return failedBy(request, node).length === 0
}

/** The five terms in units of 10⁻³⁰, rounded down. */
export function exactTerms(request: Request, node: Candidate): Record<keyof Weights, bigint> {
  const free = node.power - node.powerReserved
  return {
    price: fraction(request.maxPricePerHour - node.pricePerHour, request.maxPricePerHour),
    reputation: fraction(BigInt(node.reputation), 10_000n * 5n) * 4n + (node.trustLevel > 2 ? one / 5n : 0n),
    latency: fraction(exact(100), exact(100) + exact(node.latencyMs)),
    uptime: fraction(100n, 10_100n - BigInt(node.uptimeBps)),
    power: free === 0n ? 0n : fraction(free - request.requiredPower, free),
  }
}

export function exactScore(terms: Record<keyof Weights, bigint>, weights: Partial<Weights>): number {
  const names = Object.keys(weights) as (keyof Weights)[]
  const sum = names.reduce((total, name) => total + exact(weights[name] ?? 0), 0n)
  const weighted = names.reduce((total, name) => total + exact(weights[name] ?? 0) * terms[name], 0n)
  return asNumber(weighted / sum)
}

export function asNumber(term: bigint): number {
  return Number(term) / 1e30
}

const one = 10n ** 30n

function fraction(numerator: bigint, denominator: bigint): bigint {
  return (numerator * one) / denominator
}

/** A double as what it is: a whole number of 2⁻¹⁰⁷⁴. */
function exact(value: number): bigint {
  let halvings = 0
  for (; value % 1 !== 0; value *= 2) halvings++
  return BigInt(value) << BigInt(1_074 - halvings)
}
