import { BaseError } from '@aiigo/core'

/** There is no GPU here that may be computed on, it hashes wrongly, or it went away during the search. Apart from what throws it, which is loaded only when a GPU is asked for. */
export class GpuUnavailableError extends BaseError {
  override name = 'GpuUnavailableError'

  constructor(seen: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super('The GPU cannot be used here.', {
      details: ['Expected: WebGPU, at navigator.gpu', `Seen: ${seen}`],
      hint: "Pass `backend: 'cpu'`, or run it where WebGPU is on: a browser shows it only to pages from https: or localhost, and Node only with a package such as `webgpu`.",
      ...options,
    })
  }
}
