import type { Puzzle } from './challenge.ts'
import { layout } from './generated/layout.ts'

/** A kernel at work on one puzzle. */
export type Kernel = {
  /**
   * Tries `tries` nonces from `start` in ascending order, and stops at once after the `limit`-th that solves.
   */
  search(start: bigint, tries: number, limit: number): Found
}

export type Found = {
  /** How many nonces were tried. */
  tried: number
  /** Ascending. */
  nonces: bigint[]
  /** How many hashes the module itself has counted for this call. */
  hashes: number
}

/** What the module exports to a host that calls it. */
export type KernelExports = {
  memory: WebAssembly.Memory
  hashes: WebAssembly.Global<'i64'>
  prepare(): void
  search(start: bigint, tries: bigint, limit: number): bigint
  permute(): void
}

/** The module is a WASI command as well; called as a kernel it asks its host for nothing. */
const imports = {
  wasi_snapshot_preview1: { args_sizes_get: unused, args_get: unused, fd_write: unused, proc_exit: unused },
}

function unused(): never {
  throw new Error('The kernel has no host.')
}

export async function instantiate(module: WebAssembly.Module): Promise<KernelExports> {
  const instance = await WebAssembly.instantiate(module, imports)
  return instance.exports as KernelExports
}

/** Hands the puzzle to a fresh instance. */
export async function createKernel(module: WebAssembly.Module, puzzle: Puzzle): Promise<Kernel> {
  const exports = await instantiate(module)
  const view = new DataView(exports.memory.buffer)
  new Uint8Array(exports.memory.buffer).set(puzzle.seed, layout.seed)
  for (let word = 0; word < 4; word++) {
    view.setBigUint64(layout.target + 8 * word, BigInt.asUintN(64, puzzle.target >> BigInt(64 * (3 - word))), true)
  }
  exports.prepare()
  return { search: (start, tries, limit) => searchAll(exports, view, start, tries, limit) }
}

/** One call of the module hands back only so many nonces: calls it again until the tries or the limit are reached. */
function searchAll(exports: KernelExports, view: DataView, start: bigint, tries: number, limit: number): Found {
  const before = exports.hashes.value
  const nonces: bigint[] = []
  let tried = 0
  while (tried < tries && nonces.length < limit) {
    const wanted = Math.min(limit - nonces.length, layout.capacity)
    tried += Number(exports.search(start + BigInt(tried), BigInt(tries - tried), wanted))
    const found = view.getUint32(layout.found, true)
    for (let i = 0; i < found; i++) nonces.push(view.getBigUint64(layout.nonces + 8 * i, true))
  }
  return { tried, nonces, hashes: Number(exports.hashes.value - before) }
}
