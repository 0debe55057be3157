import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { bundle, withFolder } from './bundle.ts'

const run = promisify(execFile)
const source = new URL('../src/index.ts', import.meta.url).href

const body = `
  const seed = '0x' + '00'.repeat(32)
  const report = []
  for (const workers of [0, 2]) report.push((await solve({ seed, difficulty: 1000n, count: 2, workers })).nonces.join())
  console.log(report.join(' '))`

test('default: runs from source in Node, with workers', async () => {
  const { stdout } = await run(process.execPath, [
    '--conditions=aiigo-source',
    '--input-type=module',
    '--eval',
    `import { solve } from ${JSON.stringify(source)}\n${body}`,
  ])
  expect(stdout).toBe('268,1747 268,1747\n')
})

test.each([
  [
    'ESM',
    'esm',
    'bundle.mjs',
    (path: string) => `const { solve } = await import(${JSON.stringify(pathToFileURL(path).href)})`,
  ],
  ['CJS', 'cjs', 'bundle.cjs', (path: string) => `const { solve } = require(${JSON.stringify(path)})`],
] as const)('default: runs from a bundle as %s, with workers', async (_, format, name, load) => {
  await withFolder(async (folder) => {
    const path = join(folder, name)
    await writeFile(path, await bundle({ format, platform: 'node' }))
    const script = join(folder, `main.${format === 'esm' ? 'mjs' : 'cjs'}`)
    await writeFile(script, `async function main() {\n${load(path)}\n${body}\n}\nmain()`)
    const { stdout } = await run(process.execPath, [script])
    expect(stdout).toBe('268,1747 268,1747\n')
  })
})

const bin = fileURLToPath(new URL('../src/bin.ts', import.meta.url))

async function cli(...args: string[]) {
  const done = await run(process.execPath, ['--conditions=aiigo-source', bin, ...args]).catch((error) => error)
  return { code: done.code ?? 0, stdout: done.stdout, stderr: done.stderr }
}

const seed = `0x${'00'.repeat(32)}`

test('default: aiigo-pow solve prints the nonces, one a line', async () => {
  expect(await cli('solve', seed, '1000', '2')).toEqual({ code: 0, stdout: '268\n1747\n', stderr: '' })
  expect((await cli('solve', seed, '1000', '1', '269', '--workers', '1')).stdout).toBe('1747\n')
})

test('default: aiigo-pow verify says whether nonces solve, in words and by its exit code', async () => {
  expect(await cli('verify', seed, '1000', '268', '1747')).toEqual({ code: 0, stdout: 'valid\n', stderr: '' })
  expect(await cli('verify', seed, '1000', '1747', '268')).toEqual({ code: 1, stdout: 'not valid\n', stderr: '' })
})

test('default: aiigo-pow rate prints what this machine makes', async () => {
  const { code, stdout } = await cli('rate', '--ms', '50', '--workers', '1')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d\d MH\/s with 1 worker, counted as \d+\.\d+ TFLOPS\n$/)
})

test.each([
  [['solve', '0x12', '1000'], 'seed'],
  [['solve', seed, 'hard'], 'difficulty'],
  [['solve', seed, '0'], 'difficulty'],
  [['solve', seed, '1', '0'], 'count'],
  [['solve', seed, '1', '1', '-5'], 'start'],
  [['solve', seed, '1', '--workers', 'many'], 'workers'],
  [['verify', seed, '1', '1e3'], 'nonces'],
  [['solve', seed], 'difficulty'],
  [['dig'], 'dig'],
])('error: %j gets one clear message and no stack trace', async (args, word) => {
  const { code, stdout, stderr } = await cli(...args)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(word)
  expect(stderr).not.toMatch(/\n\s+at /)
})

test('error: what is not found is said, with exit code 1', async () => {
  const { code, stderr } = await cli('solve', seed, '1000000', '1', (2n ** 64n - 10n).toString())
  expect(code).toBe(1)
  expect(stderr).toMatch(/not found/i)
})

test("default: the README's snippet runs and prints what it says", async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const snippet = readme.match(/```ts\n(.*?)```/s)![1]!
  const said = [...snippet.matchAll(/console\.log\(.*\) \/\/ (.*)/g)].map(([, comment]) => comment)
  const { stdout } = await run(
    process.execPath,
    ['--conditions=aiigo-source', '--input-type=module-typescript', '--eval', snippet],
    { cwd: fileURLToPath(new URL('..', import.meta.url)) },
  )
  expect(stdout.trim().split('\n')).toEqual(said)
})
