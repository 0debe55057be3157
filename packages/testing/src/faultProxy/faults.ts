/** What a node of a chain does to those who ask it, now and then; each is a share of the requests, 0 to 1. */
export type FaultShares = {
  /** The connection breaks before the request has come through. */
  drop: number
  /** The request came through, and the answer is lost. */
  lose: number
  /** HTTP 429. */
  tooMany: number
  /** HTTP 503. */
  unavailable: number
  /** HTTP 503 after the request came through. */
  unavailableLate: number
  /** The request comes through twice. */
  duplicate: number
  /** The answer takes some milliseconds. */
  delay: number
  /** The newest block is one that was the newest a while ago. */
  stale: number
  /** The newest blocks of a range have no logs. */
  forget: number
}

export type Fault = keyof FaultShares

export const defaultShares: FaultShares = {
  drop: 0.04,
  lose: 0.04,
  tooMany: 0.04,
  unavailable: 0.04,
  unavailableLate: 0.04,
  duplicate: 0.04,
  delay: 0.1,
  stale: 0.08,
  forget: 0.1,
}

/** The fault of a request, if any: the shares laid end to end, and a number from 0 to 1 that falls on one of them. */
export function drawFault(shares: FaultShares, random: number): Fault | undefined {
  let reach = 0
  for (const [fault, share] of Object.entries(shares) as [Fault, number][]) {
    reach += share
    if (random < reach) return fault
  }
  return undefined
}
