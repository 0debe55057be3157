import type { Candidate } from '@aiigo/matching'
import { findBest, NONE } from './findBest.ts'
import { candidateAt, reserve, toPlaces } from './places.ts'
import type { Query } from './query.ts'
import type { Shelf } from './shelves.ts'

/** The nodes of one type and tier, and what tasks offered in this tick have taken of them. */
export type Stand = {
  /**
   * The node that `rank` of @aiigo/matching would put first for a task of this type, which now holds the power that the
   * task asks for; undefined where none is eligible.
   */
  take(query: Query): Candidate | undefined
}

/** Ranks the nodes for one task after the other. */
export function createStand(shelf: Shelf, tier: number): Stand {
  const places = toPlaces(shelf, tier)
  return {
    take(query) {
      const place = findBest(places, query)
      if (place === NONE) return undefined
      reserve(places, place, query.request.requiredPower)
      return candidateAt(places, place)
    },
  }
}
