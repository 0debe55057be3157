import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WASI as NodeWasi } from 'node:wasi'
import { maxUint256 } from '@aiigo/core'
import { init, WASI } from '@wasmer/wasi'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { layout } from '../src/generated/layout.ts'
import { scalar, simd } from '../src/generated/modules.ts'
import type { KernelExports } from '../src/instance.ts'
import { bytesOf } from '../src/module.ts'
import { oracleSearch } from '../test/oracle.ts'

type Result = { code: number; stdout: string; stderr: string }
type Host = (module: WebAssembly.Module, args: string[]) => Promise<Result>

const inWasmer: Host = async (module, args) => {
  const wasi = new WASI({ args: ['aiigo-pow.wasm', ...args] })
  const instance = wasi.instantiate(module, {})
  const code = wasi.start(instance)
  return { code, stdout: wasi.getStdoutString(), stderr: wasi.getStderrString() }
}

const inNode: Host = async (module, args) => {
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-pow-'))
  const [out, err] = [join(folder, 'out'), join(folder, 'err')]
  const [stdout, stderr] = [openSync(out, 'w'), openSync(err, 'w')]
  try {
    const wasi = new NodeWasi({
      version: 'preview1',
      args: ['aiigo-pow.wasm', ...args],
      stdout,
      stderr,
      returnOnExit: true,
    })
    const instance = await WebAssembly.instantiate(module, wasi.getImportObject() as WebAssembly.Imports)
    const code = wasi.start(instance)
    return { code, stdout: readFileSync(out, 'utf8'), stderr: readFileSync(err, 'utf8') }
  } finally {
    closeSync(stdout)
    closeSync(stderr)
    rmSync(folder, { recursive: true })
  }
}

const bytes = new Uint8Array(32).fill(0xab)
const seed = `0x${'aB'.repeat(32)}`
const usage = 'usage: aiigo-pow.wasm <seed> <difficulty> <count> <start>'
const tooLarge = (2n ** 256n).toString()

beforeAll(() => init())

describe.each([
  ['@wasmer/wasi', 'scalar', inWasmer, scalar],
  ['@wasmer/wasi', 'simd', inWasmer, simd],
  ['node:wasi', 'scalar', inNode, scalar],
  ['node:wasi', 'simd', inNode, simd],
] as const)('%s, %s', (_, __, host, base64) => {
  const run = async (...args: string[]) => host(await WebAssembly.compile(bytesOf(base64)), args)

  test('default: prints the nonces, one a line', async () => {
    const nonces = oracleSearch(bytes, 1_000n, 5n, 100_000n, 20)
    expect(await run(seed, '1000', '20', '5')).toEqual({
      code: 0,
      stdout: nonces.map((n) => `${n}\n`).join(''),
      stderr: '',
    })
  })

  test('args: the seed may go without 0x; numbers up to their largest', async () => {
    expect((await run(seed.slice(2), '1', '2', '18446744073709551614')).stdout).toBe(
      '18446744073709551614\n18446744073709551615\n',
    )
    expect((await run(seed, '1', '3000', '0')).stdout.split('\n')).toHaveLength(3_001)
    const last = await run(seed, (2n ** 256n - 1n).toString(), '1', (2n ** 64n - 1_000n).toString())
    expect(last).toEqual({ code: 1, stdout: '', stderr: 'aiigo-pow: not found, the nonces end at 2^64 - 1\n' })
  })

  test.each([
    ['seed', ['0x12', '1', '1', '0']],
    ['seed', [`${seed}0`, '1', '1', '0']],
    ['seed', [seed.replace('a', 'g'), '1', '1', '0']],
    ['seed', ['', '1', '1', '0']],
    ['difficulty', [seed, '0', '1', '0']],
    ['difficulty', [seed, tooLarge, '1', '0']],
    ['difficulty', [seed, '0x10', '1', '0']],
    ['difficulty', [seed, '-1', '1', '0']],
    ['difficulty', [seed, '', '1', '0']],
    ['count', [seed, '1', '0', '0']],
    ['count', [seed, '1', '4294967296', '0']],
    ['count', [seed, '1', 'one', '0']],
    ['start', [seed, '1', '1', '18446744073709551616']],
    ['start', [seed, '1', '1', '1.5']],
  ])('error: a bad %s is named, with what is expected', async (name, args) => {
    const { code, stdout, stderr } = await run(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(new RegExp(`^aiigo-pow: ${name} must be .*\\n${usage.replace(/[<>]/g, '.')}\\n$`))
  })

  test.each([
    [[]],
    [[seed]],
    [[seed, '1', '1']],
    [[seed, '1', '1', '0', '0']],
    [new Array(40).fill('1'.repeat(2_000))],
  ])('error: a wrong number of arguments gets the usage', async (args) => {
    expect(await run(...args)).toEqual({ code: 2, stdout: '', stderr: `${usage}\n` })
  })
})

test('behavior: the target is the exact quotient, for any difficulty', async () => {
  const module = await WebAssembly.compile(bytesOf(scalar))
  const difficulties = fc.oneof(
    fc.bigInt({ min: 1n, max: maxUint256 }),
    fc.tuple(fc.bigInt({ min: 0n, max: 255n }), fc.bigInt({ min: -1n, max: 1n })).map(([bits, more]) => {
      const difficulty = (1n << bits) + more
      return difficulty < 1n ? 1n : difficulty
    }),
  )
  await fc.assert(
    fc.asyncProperty(difficulties, async (difficulty) => {
      const args = ['aiigo-pow.wasm', seed, `${difficulty}`, '2', '18446744073709551615']
      const wasi = new WASI({ args })
      const instance = wasi.instantiate(module, {})
      expect(wasi.start(instance)).toBe(1)
      const words = new BigUint64Array((instance.exports as KernelExports).memory.buffer, layout.target, 4)
      expect(words.reduce((all, word) => (all << 64n) | word, 0n)).toBe(maxUint256 / difficulty)
    }),
  )
})
