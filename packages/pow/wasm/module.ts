import { command } from './command.ts'
import { kernel } from './kernel.ts'
import { scalar, simd, type Wat } from './lanes.ts'
import { layout } from './layout.ts'

const [first, second] = layout.streams

/**
 * The two forms of the module, the same in everything but the streams that their kernel hashes in step. Three nonces a
 * turn, a vector of two and an integer, is what an x86-64 core does fastest; the plain form needs no SIMD.
 */
export const modules = {
  simd: () => moduleText([simd('v', first), scalar('s', second)]),
  scalar: () => moduleText([scalar('s', first)]),
} as const

function moduleText(streams: Parameters<typeof kernel>[0]): Wat {
  return `(module
  ${command.imports}
  (memory (export "memory") ${layout.pages})
  ${kernel(streams)}
  ${command.functions})`
}
