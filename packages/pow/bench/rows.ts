import { availableParallelism } from 'node:os'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { createKeccak } from 'hash-wasm'
import { VirtualMaster } from 'ox/tempo'
import { scalar, simd } from '../src/generated/modules.ts'
import { hashRate } from '../src/hashRate.ts'
import { createKernel } from '../src/instance.ts'
import { bytesOf } from '../src/module.ts'
import { workerBenchmarks } from './workers.ts'

/** A line of the table that `pnpm bench` prints. */
export type Row = { what: string; value: number; unit: string; against?: string; ratio?: number; aim?: string }

/** Makes about so many hashes and says how many a second that was. */
type Contender = { name: string; hashes: number; run(hashes: number): Promise<number> | number }

const rounds = 12
const cores = availableParallelism()
const message = new Uint8Array(64)
const impossible = { seed: message.slice(0, 32), target: 0n }

/**
 * Hash rates of the kernels beside those of the packages that people use, in one thread and one run. The contenders take
 * turns, and of each the best round counts: whatever else the machine does, it does to all of them.
 */
export async function benchmarks(): Promise<Row[]> {
  const [fast, plain, wasm] = [
    await kernel('aiigo', simd),
    await kernel('aiigo without SIMD', scalar),
    await hashWasm(),
  ]
  const best = await inTurns([fast, plain, inWorkers, ox, wasm, noble])
  const row = (what: string, ours: Contender, against: Contender, aim?: string): Row => {
    const [value, other] = [best.get(ours)!, best.get(against)!]
    const line = { what, value, unit: 'H/s', against: `${against.name}: ${mega(other)}`, ratio: value / other }
    return aim ? { ...line, aim } : line
  }
  return [
    row('PoW hash rate of one of two workers', inWorkers, ox, '≥ 2'),
    row('PoW hash rate of one thread', fast, wasm, '≥ 2.5'),
    row('PoW hash rate of one thread', fast, noble, '≥ 15'),
    row('PoW hash rate of one thread', fast, plain),
    ...(await workerBenchmarks()),
  ]
}

/** The best rate of each. */
async function inTurns(contenders: readonly Contender[]): Promise<Map<Contender, number>> {
  const best = new Map<Contender, number>()
  for (let round = 0; round <= rounds; round++) {
    for (const contender of contenders) {
      const rate = await contender.run(contender.hashes)
      // The first round is the engine's, to optimise in.
      if (round > 0) best.set(contender, Math.max(best.get(contender) ?? 0, rate))
    }
  }
  return best
}

async function kernel(name: string, base64: string): Promise<Contender> {
  const { search } = await createKernel(await WebAssembly.compile(bytesOf(base64)), impossible)
  const run = (hashes: number) => perSecond(hashes, () => void search(0n, hashes, 1))
  for (let i = 0; i < 20; i++) run(2_000)
  return { name, hashes: 300_000, run }
}

const inWorkers: Contender = {
  name: 'aiigo, two workers',
  hashes: 0,
  run: async () => (await hashRate({ ms: 400, workers: 2 })) / Math.min(2, cores),
}

/** Of two workers, because fewer are none with it; its workers start before the clock does, with its first report of progress. */
const ox: Contender = {
  name: 'ox',
  hashes: 2_000_000,
  async run(hashes) {
    const marks: { attempts: number; at: number }[] = []
    const onProgress = ({ attempts }: { attempts: number }) => marks.push({ attempts, at: performance.now() })
    // A master whose first salts do not solve.
    const address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
    await VirtualMaster.mineSaltAsync({ address, count: hashes, start: 0n, workers: 2, chunkSize: 100_000, onProgress })
    const [first, last] = [marks[0]!, marks[marks.length - 1]!]
    return ((last.attempts - first.attempts) * 1_000) / (last.at - first.at) / Math.min(2, cores)
  },
}

async function hashWasm(): Promise<Contender> {
  const hasher = await createKeccak(256)
  const once = () => void hasher.init().update(message).digest('binary')
  return { name: 'hash-wasm', hashes: 50_000, run: (hashes) => perSecond(hashes, () => repeat(hashes, once)) }
}

const noble: Contender = {
  name: 'noble',
  hashes: 20_000,
  run: (hashes) => perSecond(hashes, () => repeat(hashes, () => void keccak_256(message))),
}

function repeat(times: number, body: () => void): void {
  for (let i = 0; i < times; i++) body()
}

function perSecond(hashes: number, body: () => void): number {
  const begin = performance.now()
  body()
  return (hashes * 1_000) / (performance.now() - begin)
}

const mega = (rate: number) => `${(rate / 1e6).toFixed(2)} MH/s`
