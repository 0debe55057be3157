/**
 * Where a market is kept between two runs: one value of bytes.
 *
 * `save` replaces the value as a whole: whoever loads it, also after the machine lost power, gets the old value or the
 * new one, and nothing between.
 */
export type MarketStore = {
  /** The value; undefined before the first. */
  load(): Promise<Uint8Array | undefined>
  save(bytes: Uint8Array): Promise<void>
}
