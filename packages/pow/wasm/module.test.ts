import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { layout } from '../src/generated/layout.ts'
import * as generated from '../src/generated/modules.ts'
import { instantiate } from '../src/instance.ts'
import { bytesOf } from '../src/module.ts'
import { rebuild, rebuildForCore } from './build.ts'

const byteBudget = 32 * 1024
const modules = [
  ['scalar', generated.scalar],
  ['simd', generated.simd],
] as const

test('default: what is committed in src/generated is what the sources give, byte for byte', async () => {
  const files = await rebuild()
  expect(Object.keys(files).sort()).toEqual(['layout.ts', 'modules.ts', 'shader.ts', 'worker.ts'])
  for (const [name, text] of Object.entries(files)) {
    expect(await readFile(new URL(`../src/generated/${name}`, import.meta.url), 'utf8'), name).toBe(text)
  }
})

test('default: so is what core hashes with, in the 4 KiB that a browser compiles while a page waits', async () => {
  const files = await rebuildForCore()
  expect(Object.keys(files)).toEqual(['permutation.ts'])
  expect(await readFile(new URL('../../core/src/generated/permutation.ts', import.meta.url), 'utf8')).toBe(
    files['permutation.ts'],
  )
  expect(bytesOf(files['permutation.ts']!.match(/'(.*)'\n$/)![1]!).length).toBeLessThan(4 * 1024)
})

describe.each(modules)('%s', (_, base64) => {
  test('behavior: keeps within its byte budget, and asks of its host only what a WASI command asks', async () => {
    expect(bytesOf(base64).length).toBeLessThanOrEqual(byteBudget)
    const module = await WebAssembly.compile(bytesOf(base64))
    expect(WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`)).toEqual(
      ['args_sizes_get', 'args_get', 'fd_write', 'proc_exit'].map((name) => `wasi_snapshot_preview1.${name}`),
    )
  })

  test('behavior: keccak-f[1600] of zeros, once and twice, as in KeccakF-1600-IntermediateValues', async () => {
    const { memory, permute } = await instantiate(await WebAssembly.compile(bytesOf(base64)))
    const lanes = new BigUint64Array(memory.buffer, layout.state, 25)
    permute()
    expect([lanes[0], lanes[1], lanes[24]]).toEqual([0xf1258f7940e1dde7n, 0x84d5ccf933c0478an, 0xeaf1ff7b5ceca249n])
    permute()
    expect([lanes[0], lanes[1], lanes[24]]).toEqual([0x2d5c954df96ecb3cn, 0x6a332cd07057b56dn, 0x20d06cd26a8fbf5cn])
  })

  test('behavior: the constants in its memory are what they were after a search', async () => {
    // A miner once overwrote its own: the second challenge, and a repetition of the first, must not notice the one before.
    const { memory, prepare, search } = await instantiate(await WebAssembly.compile(bytesOf(base64)))
    const bytes = new Uint8Array(memory.buffer)
    const run = (fill: number) => {
      bytes.fill(fill, layout.seed, layout.seed + 32)
      bytes.fill(0xff, layout.target, layout.target + 32)
      new DataView(memory.buffer).setBigUint64(layout.target, 2n ** 57n, true)
      prepare()
      search(0n, 2_000n, 64)
      const found = new DataView(memory.buffer).getUint32(layout.found, true)
      return Array.from(new BigUint64Array(memory.buffer, layout.nonces, found))
    }
    const [first, second, again] = [run(1), run(2), run(1)]
    expect(first.length).toBeGreaterThan(0)
    expect(second).not.toEqual(first)
    expect(again).toEqual(first)
  })
})
