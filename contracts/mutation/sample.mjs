// The same sample for the same seed, on every machine.
import { createHash } from 'node:crypto'

/**
 * `count` of the mutants, in their order. Each is drawn by a hash of the seed and of its key, so that a line that comes or goes elsewhere
 * changes the sample by no more than itself.
 */
export function sampleOf(mutants, count, seed) {
  const ranked = mutants.map((mutant, index) => ({ index, rank: rankOf(mutant.key, seed) }))
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1))
  const drawn = ranked.slice(0, count).map(({ index }) => index)
  return drawn.sort((a, b) => a - b).map((index) => mutants[index])
}

function rankOf(key, seed) {
  return createHash('sha256').update(`${seed}\n${key}`).digest('hex')
}
