import type { MarketStore } from './store.ts'

/**
 * Keeps the market as long as the process runs: for tests, and to hand it from one `Aiigo` to another.
 *
 * @example
 * const store = memoryStore()
 * await createAiigo({ client, deployment, market: { store } }).market.sync()
 */
export function memoryStore(): MarketStore {
  let value: Uint8Array | undefined
  return {
    load: async () => value,
    save: async (bytes) => {
      value = bytes
    },
  }
}
