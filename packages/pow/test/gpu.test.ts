import { maxUint256 } from '@aiigo/core'
import { build } from 'esbuild'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { missingBrowser, type OpenPage, openPage, softwareGpu } from './browser.ts'
import { bundle, bundleOptions } from './bundle.ts'
import { hex, oracleSearch } from './oracle.ts'
import { type Implementation, testImplementation } from './suite.ts'

// A GPU that Chromium computes in software takes half a second for the kernel to be compiled, in each search.
vi.setConfig({ testTimeout: 120_000 })

const page = missingBrowser ? undefined : await openGpuPage()
const missing = page ? await missingGpu(page) : missingBrowser
if (missing) console.warn(`The GPU's tests are skipped: ${missing}.`)
afterAll(() => page?.close())

/** The package, and the runner itself, in `pow`. */
async function openGpuPage(): Promise<OpenPage> {
  const contents = `export * from './src/index.ts'\nexport { createGpuRunner } from './src/gpuRunner.ts'`
  const resolveDir = new URL('..', import.meta.url).pathname
  const options = { format: 'iife', globalName: 'pow', platform: 'browser', target: 'es2022' } as const
  return openPage(await bundle({ entryPoints: [], stdin: { contents, resolveDir }, ...options }), softwareGpu)
}

async function missingGpu({ tab }: OpenPage): Promise<string | undefined> {
  const isThere = await tab.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()))
  return isThere ? undefined : `this Chromium has no software adapter (${softwareGpu.join(' ')})`
}

type Pow = typeof import('../src/index.ts') & typeof import('../src/gpuRunner.ts')

const search: Implementation = async (seed, difficulty, start, tries, count) => {
  const { nonces, attempts } = await page!.tab.evaluate(
    async ([seed, difficulty, start, maxAttempts, count]) => {
      const { pow } = globalThis as unknown as { pow: Pow }
      const found = { nonces: [] as string[], attempts: 0 }
      const onProgress = (progress: { attempts: bigint; nonces: readonly bigint[] }) => {
        found.attempts = Number(progress.attempts)
        found.nonces = progress.nonces.map(String)
      }
      const challenge = { seed, difficulty: BigInt(difficulty), start: BigInt(start), count }
      await pow.solve({ ...challenge, maxAttempts: BigInt(maxAttempts), backend: 'gpu', onProgress })
      return found
    },
    [hex(seed), String(difficulty), String(start), tries, count] as const,
  )
  return { nonces: nonces.map(BigInt), hashes: attempts }
}

describe.skipIf(missing)('solve on the GPU', () => {
  afterEach(() => expect(page!.complaints.splice(0)).toEqual([]))

  testImplementation(search, 12)

  test('behavior: every nonce is handed to the GPU, and once', async () => {
    expect((await search(new Uint8Array(32), maxUint256, 2n ** 32n - 1_000n, 5_003, 1)).hashes).toBe(5_003)
  })

  test('behavior: what the CPU finds, without its help', async () => {
    const outcome = await page!.tab.evaluate(async () => {
      const { pow } = globalThis as unknown as { pow: Pow }
      const challenge = { seed: `0x${'5a'.repeat(32)}`, difficulty: 500n, count: 20, start: 1_000n } as const
      const cpu = await pow.solve({ ...challenge, workers: 0 })
      let dispatches = 0
      const { dispatchWorkgroups } = GPUComputePassEncoder.prototype
      GPUComputePassEncoder.prototype.dispatchWorkgroups = function count(...groups) {
        dispatches++
        return dispatchWorkgroups.apply(this, groups)
      }
      const assembly = WebAssembly
      Object.assign(globalThis, { WebAssembly: undefined })
      const gpu = await pow.solve({ ...challenge, backend: 'gpu' })
      GPUComputePassEncoder.prototype.dispatchWorkgroups = dispatchWorkgroups
      Object.assign(globalThis, { WebAssembly: assembly })
      const isSame = cpu!.nonces.join() === gpu!.nonces.join() && cpu!.attempts === gpu!.attempts
      return { isSame, found: gpu!.nonces.length, wasDispatched: dispatches > 0 }
    })
    expect(outcome).toEqual({ isSame: true, found: 20, wasDispatched: true })
  })

  test('behavior: an abort rejects at once and lets the GPU go; gone on with, it finds what one run finds', async () => {
    const outcome = await page!.tab.evaluate(async () => {
      const { pow } = globalThis as unknown as { pow: Pow }
      const challenge = { seed: `0x${'07'.repeat(32)}`, difficulty: 300n, backend: 'gpu' } as const
      const controller = new AbortController()
      let lost: Promise<GPUDeviceLostInfo> | undefined
      const { requestDevice } = GPUAdapter.prototype
      GPUAdapter.prototype.requestDevice = async function watch(...options) {
        const device = await requestDevice.apply(this, options)
        lost = device.lost
        return device
      }
      let first = { next: 0n, found: 0, nonces: [] as readonly bigint[] }
      const onProgress = (progress: typeof first) => {
        first = progress
        controller.abort()
      }
      const name = await pow
        .solve({ ...challenge, count: 2 ** 20, signal: controller.signal, onProgress })
        .catch((error: Error) => error.name)
      GPUAdapter.prototype.requestDevice = requestDevice
      const { reason } = await lost!
      const rest = await pow.solve({ ...challenge, start: first.next, count: 16 })
      return { name, reason, nonces: [...first.nonces, ...rest!.nonces].map(String) }
    })
    // How far it came before the abort is the machine's to say.
    const { length } = outcome.nonces
    const nonces = oracleSearch(new Uint8Array(32).fill(7), 300n, 0n, 2n ** 64n, length).map(String)
    expect(outcome).toEqual({ name: 'AbortError', reason: 'destroyed', nonces })
  })

  test('behavior: its rate is measured like that of the CPU', async () => {
    const rate = await page!.tab.evaluate(() => {
      const { pow } = globalThis as unknown as { pow: Pow }
      return pow.hashRate({ ms: 100, backend: 'gpu' })
    })
    expect(Number.isFinite(rate) && rate > 100).toBe(true)
  })

  test('error: a browser that has WebGPU but no GPU', async () => {
    const outcome = await page!.tab.evaluate(async () => {
      const { pow } = globalThis as unknown as { pow: Pow }
      const { requestAdapter } = GPU.prototype
      GPU.prototype.requestAdapter = async () => null
      const options = { seed: `0x${'00'.repeat(32)}`, difficulty: 1n, backend: 'gpu' } as const
      const { name, details, retryable } = await pow.solve(options).catch((error) => error)
      GPU.prototype.requestAdapter = requestAdapter
      return { name, seen: details[1], retryable }
    })
    const seen = 'Seen: navigator.gpu, but no adapter'
    expect(outcome).toEqual({ name: 'GpuUnavailableError', seen, retryable: false })
  })

  test('error: a GPU that goes away is reported, and that trying again may help', async () => {
    const outcome = await page!.tab.evaluate(async () => {
      const { pow } = globalThis as unknown as { pow: Pow }
      const { requestDevice } = GPUAdapter.prototype
      const { dispatchWorkgroups } = GPUComputePassEncoder.prototype
      let device: GPUDevice | undefined
      let dispatches = 0
      GPUAdapter.prototype.requestDevice = async function keep(...options) {
        device = await requestDevice.apply(this, options)
        return device
      }
      GPUComputePassEncoder.prototype.dispatchWorkgroups = function lose(...groups) {
        // The first two are those of the check, two more run side by side.
        if (++dispatches === 5) device!.destroy()
        return dispatchWorkgroups.apply(this, groups)
      }
      const endless = { seed: `0x${'00'.repeat(32)}`, difficulty: 2n ** 200n, backend: 'gpu' } as const
      const { name, details, retryable } = await pow.solve(endless).catch((error) => error)
      Object.assign(GPUAdapter.prototype, { requestDevice })
      Object.assign(GPUComputePassEncoder.prototype, { dispatchWorkgroups })
      return { name, seen: details[1], retryable, wasSearching: dispatches >= 5 }
    })
    const seen = expect.stringMatching(/^Seen: it stopped: ./)
    expect(outcome).toEqual({ name: 'GpuUnavailableError', seen, retryable: true, wasSearching: true })
  })

  test('error: so is one that goes away while it takes the kernel', async () => {
    const outcome = await page!.tab.evaluate(async () => {
      const { pow } = globalThis as unknown as { pow: Pow }
      const { createComputePipelineAsync } = GPUDevice.prototype
      GPUDevice.prototype.createComputePipelineAsync = function lose(...options) {
        const pipeline = createComputePipelineAsync.apply(this, options)
        this.destroy()
        return pipeline
      }
      const options = { seed: `0x${'00'.repeat(32)}`, difficulty: 1n, backend: 'gpu' } as const
      const { name, details, retryable } = await pow.solve(options).catch((error) => error)
      Object.assign(GPUDevice.prototype, { createComputePipelineAsync })
      return { name, seen: details[1], retryable }
    })
    const seen = expect.stringMatching(/^Seen: it stopped: ./)
    expect(outcome).toEqual({ name: 'GpuUnavailableError', seen, retryable: true })
  })

  test('error: a GPU that does not take the kernel is let go', async () => {
    const outcome = await page!.tab.evaluate(async () => {
      const { pow } = globalThis as unknown as { pow: Pow }
      const { createShaderModule } = GPUDevice.prototype
      let lost: Promise<GPUDeviceLostInfo> | undefined
      GPUDevice.prototype.createShaderModule = function refuse(options) {
        lost = this.lost
        // Else the browser logs it.
        this.onuncapturederror = (event) => event.preventDefault()
        return createShaderModule.call(this, { ...options, code: 'no kernel' })
      }
      const options = { seed: `0x${'00'.repeat(32)}`, difficulty: 1n, backend: 'gpu' } as const
      const { details, retryable } = await pow.solve(options).catch((error) => error)
      Object.assign(GPUDevice.prototype, { createShaderModule })
      const forever = new Promise<{ reason: string }>((resolve) =>
        setTimeout(() => resolve({ reason: 'kept' }), 20_000),
      )
      const { reason } = await Promise.race([lost!, forever])
      return { seen: details[1], retryable, reason }
    })
    const seen = expect.stringMatching(/^Seen: a GPU that does not take the kernel: ./)
    expect(outcome).toEqual({ seen, retryable: false, reason: 'destroyed' })
  })

  test('behavior: an abort while the device is asked for lets it go when it comes', async () => {
    const outcome = await page!.tab.evaluate(async () => {
      const { pow } = globalThis as unknown as { pow: Pow }
      const { requestDevice } = GPUAdapter.prototype
      const { createShaderModule } = GPUDevice.prototype
      const controller = new AbortController()
      let modules = 0
      GPUDevice.prototype.createShaderModule = function count(...options) {
        modules++
        return createShaderModule.apply(this, options)
      }
      const lost = new Promise<GPUDeviceLostInfo>((resolve) => {
        GPUAdapter.prototype.requestDevice = async function interrupt(...options) {
          controller.abort()
          const device = await requestDevice.apply(this, options)
          device.lost.then(resolve)
          return device
        }
      })
      const options = { seed: `0x${'00'.repeat(32)}`, difficulty: 1n, backend: 'gpu' } as const
      const { name } = await pow.solve({ ...options, signal: controller.signal }).catch((error) => error)
      const { reason } = await lost
      Object.assign(GPUAdapter.prototype, { requestDevice })
      Object.assign(GPUDevice.prototype, { createShaderModule })
      return { name, reason, modules }
    })
    expect(outcome).toEqual({ name: 'AbortError', reason: 'destroyed', modules: 0 })
  })

  test('behavior: an abort while it takes the kernel rejects at once, and lets it go before it has it', async () => {
    const outcome = await page!.tab.evaluate(async () => {
      const { pow } = globalThis as unknown as { pow: Pow }
      const { createComputePipelineAsync } = GPUDevice.prototype
      const controller = new AbortController()
      let lost: Promise<GPUDeviceLostInfo> | undefined
      GPUDevice.prototype.createComputePipelineAsync = async function interrupt(...options) {
        const pipeline = createComputePipelineAsync.apply(this, options)
        lost = this.lost
        controller.abort()
        await lost
        return pipeline
      }
      const options = { seed: `0x${'00'.repeat(32)}`, difficulty: 1n, backend: 'gpu' } as const
      const { name } = await pow.solve({ ...options, signal: controller.signal }).catch((error) => error)
      Object.assign(GPUDevice.prototype, { createComputePipelineAsync })
      const forever = new Promise<{ reason: string }>((resolve) =>
        setTimeout(() => resolve({ reason: 'kept' }), 20_000),
      )
      const { reason } = await Promise.race([lost!, forever])
      return { name, reason }
    })
    expect(outcome).toEqual({ name: 'AbortError', reason: 'destroyed' })
  })

  test('error: a GPU that does not do its work is noticed', async () => {
    const message = await page!.tab.evaluate(async () => {
      const { pow } = globalThis as unknown as { pow: Pow }
      const { dispatchWorkgroups } = GPUComputePassEncoder.prototype
      GPUComputePassEncoder.prototype.dispatchWorkgroups = () => undefined
      const options = { seed: `0x${'00'.repeat(32)}`, difficulty: 1n, backend: 'gpu' } as const
      const { message } = await pow.solve(options).catch((error) => error)
      GPUComputePassEncoder.prototype.dispatchWorkgroups = dispatchWorkgroups
      return message
    })
    expect(message).toContain('it tried 0')
  })

  describe('a GPU that hashes wrongly', () => {
    /** Searches with a kernel in which one text stands for another. */
    const solveWith = (text: string, other: string) =>
      page!.tab.evaluate(
        async ([text, other]) => {
          const { pow } = globalThis as unknown as { pow: Pow }
          const { createShaderModule } = GPUDevice.prototype
          let isBroken = false
          GPUDevice.prototype.createShaderModule = function miscompile({ code, ...rest }) {
            isBroken = code.includes(text)
            return createShaderModule.call(this, { code: code.replace(text, other), ...rest })
          }
          const seed = `0x${'01'.repeat(8)}${'02'.repeat(8)}${'03'.repeat(8)}${'04'.repeat(8)}` as const
          const options = { seed, difficulty: 1_000n, maxAttempts: 5_000n, backend: 'gpu' } as const
          const { name, details, retryable } = (await pow.solve(options).catch((error) => error)) ?? {}
          GPUDevice.prototype.createShaderModule = createShaderModule
          return { isBroken, name, seen: details?.[1], retryable }
        },
        [text, other] as const,
      )
    const wrong = (seen: string) => ({ isBroken: true, name: 'GpuUnavailableError', seen, retryable: false })

    test.each([
      ['a rotation', 'rotl(a18 ^ d3, 21)', 'rotl(a18 ^ d3, 22)'],
      ['the last round', 'a0 ^= iota[23];', ''],
      ['the last bit', 'swap(a0.x));', 'swap(a0.x) ^ 1);'],
      ['the carry to the upper half of the nonce', 'select(0u, 1u, low < i)', '0u'],
      ['a word of the seed', 'var a3 = job.seed[3];', 'var a3 = job.seed[2];'],
      ['whatever it finds', 'found.offsets[n] = i;', ''],
    ])('error: %s is noticed before the search', async (_, text, other) => {
      expect(await solveWith(text, other)).toEqual(wrong('Seen: it hashes wrongly: known nonces give other hashes'))
    })

    test('error: later on it is noticed by what it finds', async () => {
      const later = 'a0 ^= iota[23]; if (job.bound.y < 0x1000000) { a0 = vec2u(); }'
      expect(await solveWith('a0 ^= iota[23];', later)).toEqual(
        wrong('Seen: it hashes wrongly: the hash of nonce 0 lies above the bound'),
      )
    })
  })
})

describe.skipIf(missing)('createGpuRunner', () => {
  const run = (difficulty: bigint, start: bigint, tries: number, limit: number) =>
    page!.tab.evaluate(
      async ([target, start, tries, limit]) => {
        const { pow } = globalThis as unknown as { pow: Pow }
        const runner = await pow.createGpuRunner({ seed: new Uint8Array(32), target: BigInt(target) })
        const { nonces } = await runner.run({ start: BigInt(start), tries }, limit)
        await runner.stop()
        return nonces.map(String)
      },
      [String(maxUint256 / difficulty), String(start), tries, limit] as const,
    )

  test('behavior: more solutions in a range than the GPU has room for', async () => {
    expect(await run(1n, 5n, 5_000, 5_000)).toEqual(Array.from({ length: 5_000 }, (_, i) => String(i + 5)))
    expect(await run(1n, 5n, 5_000, 700)).toEqual(Array.from({ length: 700 }, (_, i) => String(i + 5)))
  })

  test('behavior: more nonces in a range than the GPU hashes at once', async () => {
    const [start, tries] = [2n ** 32n - 70_000n, 140_000]
    const nonces = oracleSearch(new Uint8Array(32), 20_000n, start, start + BigInt(tries), 64)
    expect(nonces.some((nonce) => nonce - start >= 131_072n)).toBe(true)
    expect(await run(20_000n, start, tries, 64)).toEqual(nonces.map(String))
  })
})

test('behavior: whoever bundles the package gets the kernel for GPUs apart, to load when it is wanted', async () => {
  const options = { splitting: true, format: 'esm', platform: 'browser', outdir: 'page', metafile: true } as const
  const { outputFiles, metafile } = await build({ ...bundleOptions, ...options, write: false })
  const withShader = outputFiles.filter(({ text }) => text.includes('@workgroup_size')).map(({ path }) => path)
  expect(withShader).toHaveLength(1)
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  const loading = imports.filter(({ path }) => withShader[0]!.endsWith(path)).map(({ kind }) => kind)
  expect(loading).toEqual(['dynamic-import'])
})
