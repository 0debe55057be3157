import * as keccak from './keccak.ts'
import { get, i32, i64, type Lanes, scalar, set, type Wat } from './lanes.ts'

// keccak-f[1600] alone, for @aiigo/core's hashWords: the kernel's rounds without its search.

const even = 0
const odd = 256
const constants = 512

const lanes: Lanes = { ...scalar('s', even), even, odd }

/**
 * A module of one function, `permute()`, on the 25 lanes at the start of its memory. Two rounds a turn, back and forth
 * between two states: with the lanes in locals instead it is half the size and takes 1.4 times as long, and all 24
 * rounds in a row would leave the 4 KiB that browsers compile while a page waits.
 */
export function permutationText(): Wat {
  return `(module
  (memory (export "memory") 1)
  (data (i32.const ${constants}) "${keccak.roundConstants.map(littleEndian).join('')}")
  (func (export "permute") (local $rc i32) ${lanes.declare(keccak.roundLocals)}
    ${invert().join('\n')}
    ${keccak.parities(lanes, even).join('\n')}
    ${set('rc', i32(constants))}
    (loop $rounds
      ${round(even, odd, 0).join('\n')}
      ${round(odd, even, lanes.size).join('\n')}
      ${set('rc', `(i32.add ${get('rc')} ${i32(2 * lanes.size)})`)}
      (br_if $rounds (i32.ne ${get('rc')} ${i32(constants + 24 * lanes.size)})))
    ${invert().join('\n')}))`
}

function round(from: number, to: number, constant: number): Wat[] {
  const lane = (x: number, y: number) => keccak.afterPi(lanes, from, x, y)
  const iota = `(i64.load offset=${constant} ${get('rc')})`
  return [...keccak.thetaEffect(lanes), ...keccak.chiAndIota(lanes, lane, to, iota)]
}

/** The caller knows nothing of lanes that are kept inverted. */
function invert(): Wat[] {
  const address = (n: number) => even + n * lanes.size
  return [...lanes.inverted].map((n) => lanes.store(address(n), `(i64.xor ${lanes.load(address(n))} ${i64(-1)})`))
}

function littleEndian(constant: bigint): string {
  const byte = (i: number) => Number((constant >> BigInt(8 * i)) & 0xffn)
  return Array.from({ length: 8 }, (_, i) => `\\${byte(i).toString(16).padStart(2, '0')}`).join('')
}
