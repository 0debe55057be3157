import { InvalidArgumentError } from '@aiigo/core'
import type { MarketUpdate, MarketUpdateOf } from './types.ts'

type Listener = (update: MarketUpdate) => void

/** Who hears of updates. */
export type Updates = {
  publish(update: MarketUpdate): void
  /** Each update; the returned function ends it. */
  subscribe(listener: Listener): () => void
  /** Those of one type. */
  on<type extends MarketUpdate['type']>(type: type, listener: (update: MarketUpdateOf<type>) => void): () => void
}

const types: readonly string[] = ['event', 'removed', 'restarted', 'block'] satisfies MarketUpdate['type'][]

export function createUpdates(): Updates {
  const listeners = new Set<Listener>()
  function subscribe(listener: Listener): () => void {
    // Of its own, so that one function may listen twice.
    const own: Listener = (update) => listener(update)
    listeners.add(own)
    return () => listeners.delete(own)
  }
  return {
    publish: (update) => {
      for (const listener of [...listeners]) tell(listener, update)
    },
    subscribe,
    on: (type, listener) => {
      if (!types.includes(type)) throw new InvalidArgumentError('type', `one of ${types.join(', ')}`, type)
      if (typeof listener !== 'function') throw new InvalidArgumentError('listener', 'a function', listener)
      return subscribe((update) => update.type === type && listener(update as never))
    },
  }
}

/** What a listener throws is its own, and must not leave a block half announced: it becomes an uncaught error. */
function tell(listener: Listener, update: MarketUpdate): void {
  try {
    listener(update)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
