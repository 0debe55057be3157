import { InvalidArgumentError } from '@aiigo/core'
import { MarketStoreError } from '../errors.ts'
import type { MarketStore } from './store.ts'

const VALUES = 'values'
const KEY = 'market'

/**
 * Keeps the market in a browser's IndexedDB, in a database of that name. Tabs of one origin share it: the last to save wins,
 * and each value is whole.
 *
 * @throws InvalidArgumentError; later MarketStoreError when the browser refuses
 * @example
 * const aiigo = createAiigo({ client, deployment, market: { store: indexedDbStore('aiigo-market') } })
 */
export function indexedDbStore(name: string): MarketStore {
  if (typeof name !== 'string' || name === '') throw new InvalidArgumentError('name', 'the name of a database', name)
  return {
    load: () => withValues(name, 'readonly', 'unreadable', (values) => values.get(KEY)),
    save: async (bytes) => {
      await withValues(name, 'readwrite', 'unwritable', (values) => values.put(bytes, KEY))
    },
  }
}

/** One request in a transaction of its own; done when the transaction is, not when the request is. */
async function withValues<T>(
  name: string,
  mode: IDBTransactionMode,
  kind: 'unreadable' | 'unwritable',
  ask: (values: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  let database: IDBDatabase | undefined
  try {
    database = await opened(name)
    const transaction = database.transaction(VALUES, mode, { durability: 'strict' })
    const request = ask(transaction.objectStore(VALUES))
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
    return request.result
  } catch (cause) {
    throw new MarketStoreError(kind, `IndexedDB ${name}: ${(cause as Error | null)?.message ?? 'aborted'}`, { cause })
  } finally {
    database?.close()
  }
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(VALUES)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
