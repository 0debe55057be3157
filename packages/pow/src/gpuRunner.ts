import { hashOf, type Puzzle } from './challenge.ts'
import { shader, workgroupSize } from './generated/shader.ts'
import { GpuUnavailableError } from './gpuUnavailableError.ts'
import type { Range } from './ranges.ts'
import type { Runner } from './runner.ts'

/** More than the largest GPU runs at once; each invocation tries every so many-th nonce of a range. */
const mostGroups = 2_048
/** How many solutions one dispatch can hand back. */
const capacity = 1_024
/** Before the offsets stand the numbers of nonces tried and found. */
const foundBytes = 4 * (2 + capacity)

/**
 * Tries ranges on the GPU. There it finds the nonces whose hash begins like a solution's; here each is hashed again, in
 * full, so that whatever a driver does, what is handed back solves. An abort while it starts destroys its device.
 *
 * @throws GpuUnavailableError; after an abort, whatever ended it
 */
export async function createGpuRunner(puzzle: Puzzle, signal?: AbortSignal): Promise<Runner> {
  const device = await requestDevice()
  const destroy = () => device.destroy()
  signal?.addEventListener('abort', destroy)
  try {
    signal?.throwIfAborted()
    return createRunner(device, puzzle, await createDispatches(device, puzzle))
  } catch (cause) {
    device.destroy()
    throw cause
  } finally {
    signal?.removeEventListener('abort', destroy)
  }
}

function createRunner(device: GPUDevice, puzzle: Puzzle, idle: Dispatch[]): Runner {
  async function search(range: Range, limit: number): Promise<bigint[]> {
    const dispatch = idle.pop()!
    const offsets = await dispatch(range).finally(() => idle.push(dispatch))
    if (!offsets) return searchInHalves(range, limit)
    const nonces: bigint[] = []
    for (const offset of offsets.sort()) {
      if (nonces.length === limit) break
      const nonce = range.start + BigInt(offset)
      if (isSolution(puzzle, nonce)) nonces.push(nonce)
    }
    return nonces
  }

  async function searchInHalves({ start, tries }: Range, limit: number): Promise<bigint[]> {
    const half = tries >> 1
    const low = await search({ start, tries: half }, limit)
    if (low.length === limit) return low
    return [...low, ...(await search({ start: start + BigInt(half), tries: tries - half }, limit - low.length))]
  }

  return {
    depth: idle.length,
    // A range that runs cannot be called off, and two are on the way: this is for how long it still works when stopped.
    paceMs: 20,
    async run(range, limit) {
      const begin = performance.now()
      const nonces = await search(range, limit).catch(throwStopped)
      return { tried: range.tries, nonces, hashes: range.tries, elapsedMs: performance.now() - begin }
    },
    stop: async () => device.destroy(),
  }
}

async function requestDevice(): Promise<GPUDevice> {
  const gpu = globalThis.navigator?.gpu
  if (!gpu) throw new GpuUnavailableError('no navigator.gpu')
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) throw new GpuUnavailableError('navigator.gpu, but no adapter')
  return adapter.requestDevice().catch((cause) => {
    throw new GpuUnavailableError(`an adapter that gives no device: ${cause.message}`, { cause })
  })
}

// GPUBufferUsage and GPUMapMode of the WebGPU specification, which TypeScript's DOM library does not have.
const [MAP_READ, COPY_SRC, COPY_DST, STORAGE] = [0x1, 0x4, 0x8, 0x80]
const MAP_MODE_READ = 0x1

/** Tries a range: the offsets of what was found, in no order, or undefined when there was no room for all of them. */
type Dispatch = (range: Range) => Promise<Uint32Array | undefined>

/** Two, of which one waits, so that the GPU never idles while a result is on the way. */
async function createDispatches(device: GPUDevice, puzzle: Puzzle): Promise<Dispatch[]> {
  const pipeline = await createPipeline(device)
  await checkHashes(device, pipeline, puzzle.seed)
  return [createDispatch(device, pipeline, puzzle), createDispatch(device, pipeline, puzzle)]
}

async function createPipeline(device: GPUDevice): Promise<GPUComputePipeline> {
  const module = device.createShaderModule({ code: shader })
  return device.createComputePipelineAsync({ layout: 'auto', compute: { module } }).catch((cause) => {
    throw new GpuUnavailableError(`a GPU that does not take the kernel: ${cause.message}`, { cause })
  })
}

/** Nonces that are tried beforehand. In their middle the lower half of the nonce is full, and carries. */
const known = { start: 2n ** 32n - 64n, tries: 128 }

/** A GPU that hashes wrongly would find nothing, or too little, and nobody would know for how long. */
async function checkHashes(device: GPUDevice, pipeline: GPUComputePipeline, seed: Uint8Array): Promise<void> {
  const hashes = Array.from({ length: known.tries }, (_, i) => hashOf(seed, known.start + BigInt(i)) >> 192n)
  const bound = hashes.toSorted((a, b) => (a < b ? -1 : 1))[16]!
  // Under the one a hash lies just barely, and no more under the other: so it is right to its last bit.
  for (const exact of [bound, bound - 1n]) {
    const dispatch = createDispatch(device, pipeline, { seed, target: exact << 192n })
    const found = await dispatch(known).catch(throwStopped)
    const right = [...hashes.keys()].filter((i) => hashes[i]! <= exact)
    if (found?.sort().join() === right.join()) continue
    throw new GpuUnavailableError('it hashes wrongly: known nonces give other hashes')
  }
}

/** Whether what the GPU found solves. Its bound is the beginning of the target: a right hash may lie between the two. */
function isSolution({ seed, target }: Puzzle, nonce: bigint): boolean {
  const hash = hashOf(seed, nonce)
  if (hash >> 192n > target >> 192n) {
    throw new GpuUnavailableError(`it hashes wrongly: the hash of nonce ${nonce} lies above the bound`)
  }
  return hash <= target
}

/** Of what ends a search on its way nobody knows whether it would do so again, unless it says so itself. */
function throwStopped(cause: Error): never {
  if (cause instanceof GpuUnavailableError) throw cause
  // An error of Node's WebGPU may have only a name.
  throw new GpuUnavailableError(`it stopped: ${cause.message || cause.name}`, { retryable: true, cause })
}

function createDispatch(device: GPUDevice, pipeline: GPUComputePipeline, puzzle: Puzzle): Dispatch {
  const words = jobOf(puzzle)
  const job = device.createBuffer({ size: words.byteLength, usage: STORAGE | COPY_DST })
  const found = device.createBuffer({ size: foundBytes, usage: STORAGE | COPY_SRC | COPY_DST })
  const result = device.createBuffer({ size: foundBytes, usage: COPY_DST | MAP_READ })
  const entries = [job, found].map((buffer, binding) => ({ binding, resource: { buffer } }))
  const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries })

  function submit({ start, tries }: Range): void {
    words.set([Number(start & 0xffff_ffffn), Number(start >> 32n), tries], startWord)
    device.queue.writeBuffer(job, 0, words)
    const encoder = device.createCommandEncoder()
    encoder.clearBuffer(found, 0, 8)
    const pass = encoder.beginComputePass()
    pass.setPipeline(pipeline)
    pass.setBindGroup(0, bindGroup)
    pass.dispatchWorkgroups(Math.min(mostGroups, Math.ceil(tries / workgroupSize)))
    pass.end()
    encoder.copyBufferToBuffer(found, 0, result, 0, foundBytes)
    device.queue.submit([encoder.finish()])
  }

  return async (range) => {
    submit(range)
    await result.mapAsync(MAP_MODE_READ)
    const [tried, count] = new Uint32Array(result.getMappedRange(0, 8)) as unknown as [number, number]
    const offsets = new Uint32Array(result.getMappedRange(8)).slice(0, count)
    result.unmap()
    // An error that no call reports would pass for a range without solutions.
    if (tried !== range.tries) throw new Error(`of ${range.tries} nonces it tried ${tried}`)
    return count <= capacity ? offsets : undefined
  }
}

/** Where the words of the range's start and number of tries stand, behind those of seed and bound. */
const startWord = 10

/** The shader's Job, without a range. Its words are in little-endian order, as are all machines with WebGPU. */
function jobOf({ seed, target }: Puzzle): Uint32Array<ArrayBuffer> {
  const job = new DataView(new ArrayBuffer(56))
  seed.forEach((byte, i) => {
    job.setUint8(i, byte)
  })
  job.setBigUint64(32, target >> 192n, true)
  return new Uint32Array(job.buffer)
}
