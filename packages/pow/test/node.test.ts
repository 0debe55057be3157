import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { solve } from '../src/solve.ts'
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

const cli = (...args: string[]) => node(bin, ...args)

/** A process that does not end by itself ends without a code. */
async function node(...args: string[]) {
  const options = { timeout: 20_000, killSignal: 'SIGKILL' } as const
  const done = await run(process.execPath, ['--conditions=aiigo-source', ...args], options).catch((error) => error)
  return { code: done.code === undefined ? 0 : done.code, stdout: done.stdout, stderr: done.stderr }
}

/** The same, but for a Ctrl-C as soon as it has written something there. */
const interrupted = (stream: 'stdout' | 'stderr', ...args: string[]) => interruptedNode(stream, bin, ...args)

async function interruptedNode(stream: 'stdout' | 'stderr', ...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=aiigo-source', ...args], {
    timeout: 20_000,
    killSignal: 'SIGKILL',
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk
  })
  child[stream].once('data', () => child.kill('SIGINT'))
  const [code] = await once(child, 'close')
  return { code, ...said }
}

const seed = `0x${'00'.repeat(32)}` as const

test('default: aiigo-pow solve prints the nonces, one a line', async () => {
  expect(await cli('solve', seed, '1000', '2')).toEqual({ code: 0, stdout: '268\n1747\n', stderr: '' })
  expect((await cli('solve', seed, '1000', '1', '269', '--workers', '1')).stdout).toBe('1747\n')
})

test('default: aiigo-pow verify says whether nonces solve, in words and by its exit code', async () => {
  expect(await cli('verify', seed, '1000', '268', '1747')).toEqual({ code: 0, stdout: 'valid\n', stderr: '' })
  expect(await cli('verify', seed, '1000', '1747', '268')).toEqual({ code: 1, stdout: 'not valid\n', stderr: '' })
})

test('default: aiigo-pow bench prints what this machine makes by each backend, and what it counts as', async () => {
  const { code, stdout } = await cli('bench', '--ms', '50', '--workers', '1')
  expect(code).toBe(0)
  const [cpu, gpu, , market] = stdout.split('\n') as string[]
  const [, rate, power] = cpu!.match(/^CPU, 1 worker +(\d+\.\d\d) MH\/s +counts as (\d+\.\d{4}) TFLOPS$/)!
  expect(Math.abs(Number(power) - Number(rate) / 50)).toBeLessThan(0.0002)
  expect(gpu).toMatch(/^GPU +none\. Seen: no navigator\.gpu\. .*webgpu/)
  expect(market).toContain('1 TFLOPS on the market is 50 MH/s.')
})

test('default: aiigo-pow bench measures one thread and all cores when not told otherwise', async () => {
  const { stdout } = await cli('bench', '--ms', '10')
  expect(stdout.match(/^\w+(, [\w ]+?)?(?= {2})/gm)).toEqual([
    'CPU, one thread',
    expect.stringMatching(/^CPU, \d+ workers?$/),
    'GPU',
  ])
})

test.each(['solve', 'verify', 'bench'])('default: aiigo-pow %s --help says what it takes', async (command) => {
  const { code, stdout } = await cli(command, '--help')
  expect(code).toBe(0)
  expect(stdout).toContain(`Usage: aiigo-pow ${command}`)
})

test('behavior: Ctrl-C stops a bench; what it has measured is there', async () => {
  const { code, stdout, stderr } = await interrupted('stdout', 'bench', '--ms', '1000')
  expect([code, stderr]).toEqual([130, 'Stopped.\n'])
  expect(stdout).toMatch(/^CPU, one thread .*\n$/)
})

test('behavior: Ctrl-C stops a search; what it has found is there, and how to go on', async () => {
  const [difficulty, count] = [200_000n, 1 << 20]
  const { code, stdout, stderr } = await interrupted('stderr', 'solve', seed, String(difficulty), String(count))
  expect(code).toBe(130)
  expect(stderr).toMatch(/^2 s: \d+\.\d\d MH\/s, \d+ of 1048576 found\n/)
  const [, missing, next] = stderr.match(/To go on: the same with count (\d+) and start (\d+)\.\nStopped\.\n$/)!
  const nonces = stdout.trim().split('\n').map(BigInt)
  const first = await solve({ seed, difficulty, count: nonces.length })
  expect(nonces).toEqual(first!.nonces)
  expect(Number(missing)).toBe(count - nonces.length)
  expect(BigInt(next!) > nonces[nonces.length - 1]!).toBe(true)
})

/** For Node: a package `webgpu` of this text is installed. */
function withPackage(text: string): string {
  const url = (program: string) => `data:text/javascript,${encodeURIComponent(program)}`
  const resolve = `(name, context, next) => name === 'webgpu' ? { url: ${JSON.stringify(url(text))}, shortCircuit: true } : next(name, context)`
  return `--import=${url(`import { registerHooks } from 'node:module'; registerHooks({ resolve: ${resolve} })`)}`
}

/** Keeps Node alive for as long as it can be reached, as the package says of itself, and longer. */
const clinging = `setInterval(() => {}, 1_000)
  export const create = () => ({ requestAdapter: async () => null })`

test('behavior: aiigo-pow ends when it is done, whatever the package webgpu keeps alive', async () => {
  const solved = await node(withPackage(clinging), bin, 'solve', seed, '1000', '--backend', 'gpu')
  expect([solved.code, solved.stdout]).toEqual([1, ''])
  expect(solved.stderr).toContain('Seen: navigator.gpu, but no adapter\n')
  const measured = await node(withPackage(clinging), bin, 'bench', '--ms', '10', '--workers', '0')
  expect([measured.code, measured.stderr]).toEqual([0, ''])
  expect(measured.stdout).toMatch(/^GPU +none\. Seen: navigator\.gpu, but no adapter\.$/m)
  expect(measured.stdout).toMatch(/about a quarter\.\n$/)
})

test('behavior: Ctrl-C ends a search whose GPU never answers', async () => {
  const silent = `setInterval(() => {}, 1_000)
    const requestAdapter = () => new Promise(() => console.error('asked'))
    export const create = () => ({ requestAdapter })`
  const args = [bin, 'solve', seed, '1000', '--backend', 'gpu']
  const { code, stderr } = await interruptedNode('stderr', withPackage(silent), ...args)
  expect([code, stderr]).toEqual([130, 'asked\nTo go on: the same with count 1 and start 0.\nStopped.\n'])
})

test('behavior: Ctrl-C ends what something else keeps alive when all is done', async () => {
  const alive = '--import=data:text/javascript,setInterval(()=>{},1000)'
  const child = spawn(process.execPath, ['--conditions=aiigo-source', alive, bin, 'verify', seed, '1000', '268'])
  const timers: NodeJS.Timeout[] = [setTimeout(() => child.kill('SIGKILL'), 20_000)]
  // Its answer comes a moment before it is done.
  child.stdout.once('data', () => timers.push(setInterval(() => child.kill('SIGINT'), 100)))
  const [, signal] = await once(child, 'close')
  for (const timer of timers) clearTimeout(timer)
  expect(signal).toBe('SIGINT')
})

const brokenPackages = [
  ['does not load', 'ERR_DLOPEN_FAILED', 'libstdc++.so.6: version not found'],
  ['lacks what it needs itself', 'ERR_MODULE_NOT_FOUND', "Cannot find package 'debug' imported from /webgpu/index.js"],
].map(([what, code, message]) => {
  const text = `throw Object.assign(new Error(${JSON.stringify(message)}), { code: '${code}' })`
  return [what!, text, message!] as const
})
const refusing = `export const create = () => { throw new Error('no such backend') }`

test.each([...brokenPackages, ['makes no GPU', refusing, 'no such backend'] as const])(
  'error: a package webgpu that %s is there, and says why it is of no use',
  async (_, text, message) => {
    const solved = await node(withPackage(text), bin, 'solve', seed, '1000', '--backend', 'gpu')
    expect([solved.code, solved.stdout]).toEqual([1, ''])
    expect(solved.stderr).toMatch(/^The GPU cannot be used here\.\n/)
    expect(solved.stderr).toContain(`Seen: the package webgpu, which does not work: ${message}\n`)
    expect(solved.stderr).not.toMatch(/\n\s+at /)
    const measured = await node(withPackage(text), bin, 'bench', '--ms', '10', '--workers', '0')
    expect([measured.code, measured.stderr]).toEqual([0, ''])
    expect(measured.stdout).toMatch(/^GPU +none\. Seen: the package webgpu, which does not work: [^\n]*\.$/m)
    expect(measured.stdout).toContain(`${message}.\n`)
  },
)

test.each([
  [['solve', '0x12', '1000'], 'seed'],
  [['solve', seed, 'hard'], 'difficulty'],
  [['solve', seed, '0'], 'difficulty'],
  [['solve', seed, '1', '0'], 'count'],
  [['solve', seed, '1', '1', '-5'], 'start'],
  [['solve', seed, '1', '--workers', 'many'], 'workers'],
  [['verify', seed, '1', '1e3'], 'nonces'],
  [['solve', seed, '1', '--backend', 'tpu'], 'backend'],
  [['solve', seed, '1', '--backend', 'gpu', '--workers', '2'], 'workers'],
  [['solve', seed], 'difficulty'],
  [['bench', '--ms', '1'], 'ms'],
  [['bench', '--workers', '-1'], 'workers'],
  [['bench', '--seconds', '1'], 'seconds'],
  [['dig'], 'dig'],
])('error: %j gets one clear message and no stack trace', async (args, word) => {
  const { code, stdout, stderr } = await cli(...args)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(word)
  expect(stderr).not.toMatch(/\n\s+at /)
})

test('error: without a GPU, solving on it says so, with exit code 1', async () => {
  const { code, stdout, stderr } = await cli('solve', seed, '1000', '--backend', 'gpu')
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^The GPU cannot be used here\.\n/)
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
