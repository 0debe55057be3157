import type { Chance } from '../engine/chance.ts'

/** What a history asks of chance. */
export type Luck = {
  /** True with a probability. */
  is(probability: number): boolean
  /** A whole number from 0, below `end`. */
  below(end: number): number
  pick<T>(list: readonly T[]): T
  /** Nothing where there is nothing. */
  one<T>(list: readonly T[]): T | undefined
}

export function createLuck(chance: Chance): Luck {
  const below = (end: number) => Math.floor(chance.next() * end)
  return {
    is: (probability) => chance.next() < probability,
    below,
    pick: (list) => list[below(list.length)]!,
    one: (list) => list[below(list.length)],
  }
}
