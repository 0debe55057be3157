import { expect, test } from 'vitest'
import * as pow from './index.ts'

test('default: the public names', () => {
  expect(Object.keys(pow).sort()).toMatchInlineSnapshot(`
    [
      "GpuUnavailableError",
      "PowWorkerError",
      "WebAssemblyUnavailableError",
      "estimatePower",
      "hashRate",
      "solve",
      "verify",
    ]
  `)
})
