import * as keccak from './keccak.ts'
import { get, i32, i64, type Lanes, scalar, set, type Wat } from './lanes.ts'
import { layout } from './layout.ts'

/**
 * The kernel's functions, in WebAssembly text, for streams that are hashed in step:
 *
 * - `prepare()` reads seed and target, and computes once what the nonce does not touch;
 * - `search(start, tries, limit)` tries the nonces from `start`, at most `tries` of them (under 2^63), until `limit`
 *   are found. The nonces found are at `layout.nonces`, their number at `layout.found`. It returns how many it tried;
 * - `permute()` is keccak-f[1600] on the state at `layout.state`, for published vectors;
 * - the global `hashes` counts every nonce that was ever tried.
 */
export function kernel(streams: readonly Lanes[]): Wat {
  const stride = Math.max(...streams.map((lanes) => lanes.size))
  return [global, swap, permute(stride), prepare(streams), accept, search(streams, stride), table(stride)].join('\n')
}

const plain: Lanes = { ...scalar('p', layout.streams[0]), inverted: new Set() }
const found: Wat = `(i32.load offset=${layout.found} (i32.const 0))`
const global: Wat = '(global $hashes (export "hashes") (mut i64) (i64.const 0))'

/** Big-endian from little-endian. */
const swap: Wat = `(func $swap (param $v i64) (result i64) ${swapped('v')})`

function swapped(name: string): Wat {
  const halves = (by: number, mask: bigint) =>
    `(i64.or (i64.shl (i64.and ${get(name)} ${i64(mask)}) (i64.const ${by}))
             (i64.and (i64.shr_u ${get(name)} (i64.const ${by})) ${i64(mask)}))`
  return `
    ${set(name, halves(8, 0x00ff00ff00ff00ffn))}
    ${set(name, halves(16, 0x0000ffff0000ffffn))}
    (i64.rotl ${get(name)} (i64.const 32))`
}

/** The table of iota's constants, each repeated to the widest stream's lane. */
function table(stride: number): Wat {
  const byte = (value: bigint) => `\\${value.toString(16).padStart(2, '0')}`
  const word = (c: bigint) => Array.from({ length: 8 }, (_, i) => byte((c >> BigInt(8 * i)) & 0xffn)).join('')
  const lanes = keccak.roundConstants.map((c) => word(c).repeat(stride / 8))
  return `(data (i32.const ${layout.roundConstants}) "${lanes.join('')}")`
}

/** One round after another in the plain form, 64 bits a lane, nothing inverted. */
function permute(stride: number): Wat {
  const back = Array.from({ length: 25 }, (_, n) => plain.store(layout.state + 8 * n, plain.load(plain.odd + 8 * n)))
  const lane = (x: number, y: number) => keccak.afterPi(plain, layout.state, x, y)
  return `
  (func $permute (export "permute") (local $rc i32) ${plain.declare(keccak.roundLocals)}
    ${keccak.parities(plain, layout.state).join('\n')}
    ${set('rc', i32(layout.roundConstants))}
    (loop $round
      ${keccak.thetaEffect(plain).join('\n')}
      ${keccak.chiAndIota(plain, lane, plain.odd, plain.loadAt(get('rc'))).join('\n')}
      ${back.join('\n')}
      ${set('rc', `(i32.add ${get('rc')} ${i32(stride)})`)}
      (br_if $round (i32.ne ${get('rc')} ${i32(layout.roundConstants + 24 * stride)}))))`
}

/**
 * The 64-byte message seed ‖ nonce in its block of 136: lanes 0 to 3 are the seed, 4 to 6 the zeros above a 64-bit
 * nonce, 7 the nonce itself, big-endian; the padding is 0x01 after the message and 0x80 at the block's end.
 */
function block(nonce: Wat): Wat[] {
  const fixed = new Map<number, Wat>([
    [7, nonce],
    [8, i64(1)],
    [16, i64(1n << 63n)],
  ])
  return Array.from({ length: 25 }, (_, n) => (n < 4 ? plain.load(layout.seed + 8 * n) : (fixed.get(n) ?? i64(0))))
}

function prepare(streams: readonly Lanes[]): Wat {
  const top = plain.load(layout.target)
  // As many ones at the top as the target has zeros there, in the byte order of the hash's lane. A shift takes its
  // distance modulo 64, hence the case of its own for a target under 2^192.
  const zeros = `(call $swap (i64.xor (i64.shr_u (i64.const -1) (i64.clz ${top})) (i64.const -1)))`
  const mask = `(if (result i64) (i64.eqz ${top}) (then (i64.const -1)) (else ${zeros}))`
  return `
  (func $prepare (export "prepare") ${streams.map((lanes) => lanes.declare(keccak.roundLocals)).join(' ')}
    ${plain.store(layout.mask, mask)}
    ${streams.flatMap(prepareStream).join('\n')})`
}

function prepareStream(lanes: Lanes): Wat[] {
  const absorbed = block(i64(0)).map((value, n) => {
    const lane = lanes.splat(lanes.inverted.has(n) ? `(i64.xor ${value} (i64.const -1))` : value)
    return lanes.store(lanes.even + n * lanes.size, lane)
  })
  const prepared = Array.from({ length: 25 }, (_, n) =>
    lanes.store(lanes.prepared + n * lanes.size, keccak.afterPi(lanes, lanes.even, n % 5, Math.floor(n / 5))),
  )
  return [...absorbed, ...keccak.parities(lanes, lanes.even), ...keccak.thetaEffect(lanes), ...prepared]
}

/** Hashes a candidate in full and keeps it when hash ≤ target; both are compared as big-endian words. */
const accept: Wat = `
  (func $accept (param $nonce i64) (local $word i32) (local $hash i64) (local $limit i64)
    ${block(`(call $swap ${get('nonce')})`)
      .map((value, n) => plain.store(layout.state + 8 * n, value))
      .join('\n')}
    (call $permute)
    (block $smaller
      (loop $next
        ${set('hash', `(call $swap (i64.load offset=${layout.state} ${get('word')}))`)}
        ${set('limit', `(i64.load offset=${layout.target} ${get('word')})`)}
        (br_if $smaller (i64.lt_u ${get('hash')} ${get('limit')}))
        (if (i64.gt_u ${get('hash')} ${get('limit')}) (then (return)))
        ${set('word', `(i32.add ${get('word')} (i32.const 8))`)}
        (br_if $next (i32.ne ${get('word')} (i32.const 32)))))
    (i64.store offset=${layout.nonces} (i32.shl ${found} (i32.const 3)) ${get('nonce')})
    (i32.store offset=${layout.found} (i32.const 0) (i32.add ${found} (i32.const 1))))`

function search(streams: readonly Lanes[], stride: number): Wat {
  const nonces = streams.reduce((sum, lanes) => sum + lanes.nonces, 0)
  const firsts = streams.map((_, i) => streams.slice(0, i).reduce((sum, lanes) => sum + lanes.nonces, 0))
  const checks = streams.flatMap((lanes, i) =>
    Array.from({ length: lanes.nonces }, (_, n) => check(lanes.extract(lanes.get('h'), n), firsts[i]! + n)),
  )
  return `
  (func $search (export "search") (param $start i64) (param $tries i64) (param $limit i32) (result i64)
    (local $nonce i64) (local $left i64) (local $rc i32)
    ${streams.map((lanes) => lanes.declare(keccak.roundLocals)).join(' ')}
    (i32.store offset=${layout.found} (i32.const 0) (i32.const 0))
    ${set('nonce', get('start'))}
    ${set('left', get('tries'))}
    (block $done
      (br_if $done (i64.le_s ${get('left')} (i64.const 0)))
      (loop $next
        ${streams.map((lanes, i) => lanes.set('w', bigEndian(lanes, firsts[i]!))).join('\n')}
        ${hash(streams, stride).join('\n')}
        ${checks.join('\n')}
        ${set('nonce', `(i64.add ${get('nonce')} (i64.const ${nonces}))`)}
        ${set('left', `(i64.sub ${get('left')} (i64.const ${nonces}))`)}
        (br_if $next (i64.gt_s ${get('left')} (i64.const 0))))
      ${set('nonce', `(i64.add ${get('start')} ${get('tries')})`)})
    ${set('tries', `(i64.sub ${get('nonce')} ${get('start')})`)}
    (global.set $hashes (i64.add (global.get $hashes) ${get('tries')}))
    ${get('tries')})`
}

/** The stream's nonces, the first of them `first` after $nonce, as keccak lanes. */
function bigEndian(lanes: Lanes, first: number): Wat {
  if (lanes.type === 'i64') return `(call $swap (i64.add ${get('nonce')} (i64.const ${first})))`
  const pair = `(i64x2.add (i64x2.splat ${get('nonce')}) (v128.const i64x2 ${first} ${first + 1}))`
  return `(i8x16.shuffle 7 6 5 4 3 2 1 0 15 14 13 12 11 10 9 8 ${pair} ${pair})`
}

/** From w to h: the first round from what was prepared, 22 rounds two at a time, and the last one's first lane. */
function hash(streams: readonly Lanes[], stride: number): Wat[] {
  const at = (n: number) => layout.roundConstants + n * stride
  const inStep = (statements: (lanes: Lanes) => Wat[]) => interleave(streams.map(statements))
  const between = (from: 'even' | 'odd', to: 'even' | 'odd') => [
    ...inStep((lanes) => [
      ...keccak.thetaEffect(lanes),
      ...keccak.chiAndIota(
        lanes,
        (x, y) => keccak.afterPi(lanes, lanes[from], x, y),
        lanes[to],
        lanes.loadAt(get('rc')),
      ),
    ]),
    set('rc', `(i32.add ${get('rc')} ${i32(stride)})`),
  ]
  return [
    ...inStep((lanes) =>
      keccak.chiAndIota(
        lanes,
        (x, y) => keccak.afterPiOfFirstRound(lanes, x, y),
        lanes.even,
        lanes.splat(i64(keccak.roundConstants[0]!)),
      ),
    ),
    set('rc', i32(at(1))),
    '(loop $rounds',
    ...between('even', 'odd'),
    ...between('odd', 'even'),
    `(br_if $rounds (i32.ne ${get('rc')} ${i32(at(23))})))`,
    ...inStep((lanes) => keccak.lastRound(lanes, lanes.even)),
  ]
}

/**
 * The streams' statements in turn, each stream at the same share of its way. A vector and an integer stream use
 * different registers and mostly different ports of a core, and an engine keeps the order that it is given.
 */
function interleave(streams: readonly Wat[][]): Wat[] {
  const longest = Math.max(...streams.map((statements) => statements.length))
  const at = (statements: Wat[], step: number) => Math.round((step / longest) * statements.length)
  return Array.from({ length: longest }, (_, step) =>
    streams.flatMap((statements) => statements.slice(at(statements, step), at(statements, step + 1))),
  ).flat()
}

/** Looks at the first lane of the hash of $nonce + n: almost always one `and` and a branch not taken. */
function check(first: Wat, n: number): Wat {
  return `
    (if (i64.eqz (i64.and ${first} ${plain.load(layout.mask)}))
      (then (if (i64.gt_s ${get('left')} (i64.const ${n})) (then
        (call $accept (i64.add ${get('nonce')} (i64.const ${n})))
        (if (i32.eq ${found} ${get('limit')}) (then
          ${set('nonce', `(i64.add ${get('nonce')} (i64.const ${n + 1}))`)}
          (br $done)))))))`
}
