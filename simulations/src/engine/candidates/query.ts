import type { Request } from '@aiigo/matching'
import { levelOf } from './eligible.ts'
import { type Rates, ratesOf } from './score.ts'

/** A request, with the doubles that many nodes are compared with. */
export type Query = {
  request: Request
  required: number
  limit: number
  leastUptimeBps: number
  leastTrust: number
  rates: Rates
}

export function toQuery(request: Request): Query {
  const required = Number(request.requiredPower)
  const limit = Number(request.maxPricePerHour)
  return {
    request,
    required,
    limit,
    rates: ratesOf(limit, required),
    leastUptimeBps: request.minUptimeBps ?? 0,
    leastTrust: levelOf(request.minTrustLevel),
  }
}
