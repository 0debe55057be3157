import { randomUUID } from 'node:crypto'
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
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
  await tidy(path)
  try {
    return await readFile(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new MarketStoreError('unreadable', `${path}: ${(cause as Error).message}`, { cause })
  }
}

/** Beside the file and then over it: a rename within a folder is one step, whatever happens before and after. */
async function save(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await write(temporary, bytes)
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {})
    throw new MarketStoreError('unwritable', `${path}: ${(cause as Error).message}`, { cause })
  }
  await syncFolder(dirname(path))
}

/** Older than any saving lasts, in milliseconds. */
const LEFT_BEHIND = 600_000

/** Removes what killed processes have left beside the file. Whatever cannot be removed does no harm. */
async function tidy(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)]
  const names = await readdir(folder).catch(() => [])
  for (const one of names.filter((each) => each.startsWith(`${name}.`) && each.endsWith('.tmp'))) {
    const left = join(folder, one)
    const since = (await stat(left).catch(() => undefined))?.mtimeMs ?? Infinity
    if (Date.now() - since > LEFT_BEHIND) await rm(left, { force: true }).catch(() => {})
  }
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
