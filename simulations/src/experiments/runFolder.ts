import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { BaseError } from '@aiigo/core'
import { CacheError } from '../ledgers/anvil/cacheError.ts'
import { makeFolder } from './makeFolder.ts'
import { removeAtExit } from './removeAtExit.ts'

/** Where a run is written: first into a hidden folder beside its place, which gets the name of the run when it is whole. */
export type RunFolder = {
  /** What is written to. */
  readonly draft: string
  /** What it is called at the end. */
  readonly path: string
  /** Gives the draft its name; an older run of this name is replaced by it. */
  publish(): Promise<void>
  /** Removes what has been written. Does nothing after `publish`. */
  discard(): Promise<void>
}

/**
 * Prepares the folder of a run. Nobody who looks at its place ever sees a half-written run.
 *
 * @throws OutputError when nothing can be written there, or when what is there is not a run
 */
export async function openRunFolder(out: string, name: string): Promise<RunFolder> {
  const path = join(resolve(out), name)
  await checkReplaceable(path)
  const draft = await guard(path, async () => {
    await makeFolder(dirname(path))
    await removeAbandoned(path)
    return `${draftPrefix(path, process.pid)}${randomBytes(3).toString('hex')}`
  })
  const keep = removeAtExit(draft)
  await guard(path, async () => mkdirSync(draft)).catch((error) => {
    keep()
    throw error
  })
  let isOver = false
  return {
    path,
    draft,
    async publish() {
      await guard(path, () => replace(draft, path))
      isOver = true
      keep()
    },
    async discard() {
      if (!isOver) await rm(draft, { recursive: true, force: true })
      isOver = true
      keep()
    },
  }
}

/** A run replaces an older run, and nothing else that somebody may have put there. */
async function checkReplaceable(path: string): Promise<void> {
  const files = await readdir(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [] as string[]
    throw outputError(path, cause)
  })
  if (files.length === 0 || files.includes('manifest.json')) return
  throw new OutputError(`The folder ${path} exists and is not a run.`, {
    details: [`Seen: ${files.slice(0, 5).join(', ')}`],
    hint: 'Choose another folder with --out, or move this one away.',
  })
}

/** Two renames: between them there is no run of this name, but never a mixture of two. */
async function replace(draft: string, path: string): Promise<void> {
  const old = `${draft}.old`
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  if (isThere) await rename(path, old)
  await rename(draft, path)
  await rm(old, { recursive: true, force: true })
}

function draftPrefix(path: string, pid: number | string): string {
  return join(dirname(path), `.${basename(path)}.${pid}.`)
}

/** Drafts of processes that were killed. Those of living ones stay: two runs may go on at the same time. */
async function removeAbandoned(path: string): Promise<void> {
  const prefix = basename(draftPrefix(path, ''))
  for (const name of await readdir(dirname(path))) {
    const pid = name.startsWith(prefix.slice(0, -1)) ? Number(name.slice(prefix.length - 1).split('.')[0]) : Number.NaN
    if (pid > 0 && !isAlive(pid)) await rm(join(dirname(path), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Runs what writes, and turns what the system says into one clear error. */
export async function guard<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw outputError(path, cause)
  }
}

/** What the system says of a write that failed, in plain words; any other error comes back as it is. */
export function outputError(path: string, cause: unknown): unknown {
  if (cause instanceof OutputError || cause instanceof CacheError) return cause
  const { code, message = '' } = (cause ?? {}) as NodeJS.ErrnoException
  if (code === 'ENOSPC' || /no space left on device|ENOSPC/i.test(message)) {
    return new OutputError(`The disk is full: ${path} could not be written.`, {
      hint: 'Free some space, or choose a folder on another disk with --out. Nothing half-written was left.',
      cause,
    })
  }
  const refusals = {
    EACCES: 'may not be written to',
    EROFS: 'is on a read-only disk',
    ENOTDIR: 'is inside of a file',
    EEXIST: 'is a file',
    EPERM: 'may not be written to',
    ENOTSUP: 'is where no folder can be made',
  }
  const seen = refusals[code as keyof typeof refusals]
  if (!seen) return cause
  return new OutputError(`The folder ${path} ${seen}.`, { hint: 'Choose another folder with --out.', cause })
}

/** The run cannot be written down. */
export class OutputError extends BaseError {
  override name = 'OutputError'
}
