import { hash } from 'node:crypto'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'

/** A stream of chance. Everything random in a run comes out of one such stream and the streams split from it. */
export type Chance = {
  /** The next number, from 0 (included) to 1 (excluded). */
  next(): number
  /**
   * A stream of its own for `name`. It depends on the seed and the names on the way only, never on what has been drawn
   * before: an agent added to a scenario leaves the luck of all others as it was.
   */
  split(name: string): Chance
}

/**
 * The one source of chance of a run.
 *
 * @param seed a whole number
 * @example
 * const chance = createChance(1)
 * const luck = chance.split('provider/rtx-4090/3').next()
 */
export function createChance(seed: number): Chance {
  return new Stream(`aiigo/${seed}`)
}

// A class: a large run holds forty thousand, and of two functions that close over the same names each is an object more.
class Stream implements Chance {
  private readonly path: string
  private readonly generator: ReturnType<typeof xoroshiro128plusFromState>

  constructor(path: string) {
    const digest = hash('sha256', path, 'buffer')
    this.path = path
    this.generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)))
  }

  next(): number {
    return uniformFloat64(this.generator)
  }

  split(name: string): Chance {
    return new Stream(`${this.path}/${name}`)
  }
}
