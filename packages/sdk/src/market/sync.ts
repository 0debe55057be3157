import type { CallOptions } from '../context.ts'
import { checkFollowOptions } from './checkOptions.ts'
import { type Engine, run } from './engine.ts'
import { readWhole } from './step.ts'
import type { BlockRef } from './types.ts'

/** Reads up to the newest block, and what is kept of the chain's end again. */
export async function sync(engine: Engine, options?: CallOptions): Promise<BlockRef> {
  const { signal } = checkFollowOptions(options)
  await run(engine, { signal, before: () => readWhole(engine.reader) })
  return engine.reader.window.cursor as BlockRef
}
