import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InvalidArgumentError } from '@aiigo/core'
import { MarketStoreError } from '../errors.ts'
import type { MarketStore } from './store.ts'

/**
 * Keeps the market in a file. The folder has to be there; one process at a time may write.
 *
 * @throws InvalidArgumentError; later MarketStoreError when the file can be neither read nor written
 * @example
 * import { fileStore } from '@aiigo/sdk/node'
 * const aiigo = createAiigo({ client, deployment, market: { store: fileStore('./market.bin') } })
 */
export function fileStore(path: string): MarketStore {
  if (typeof path !== 'string' || path === '') throw new InvalidArgumentError('path', 'the path of a file', path)
  return { load: () => load(path), save: (bytes) => save(path, bytes) }
}

async function load(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new MarketStoreError('unreadable', `${path}: ${(cause as Error).message}`, { cause })
  }
}

/** Beside the file and then over it: a rename within a folder is one step, whatever happens before and after. */
async function save(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    await write(temporary, bytes)
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw new MarketStoreError('unwritable', `${path}: ${(cause as Error).message}`, { cause })
  }
  await syncFolder(dirname(path))
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Without it the new name may be lost with the power; Windows cannot open folders, and needs no such thing. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => {})
  await folder?.close()
}
