import { i64, type Lanes, type Wat } from './lanes.ts'

// FIPS 202, section 3.2. Lane (x, y) is number x + 5y.

const five = [0, 1, 2, 3, 4] as const

/** rho's distances, by lane: the distance of the t-th lane on pi's walk is (t + 1)(t + 2) / 2. */
export const rotations: readonly number[] = walk()

function walk(): number[] {
  const distances = new Array<number>(25).fill(0)
  let [x, y] = [1, 0]
  for (let t = 0; t < 24; t++) {
    distances[x + 5 * y] = (((t + 1) * (t + 2)) / 2) % 64
    ;[x, y] = [y, (2 * x + 3 * y) % 5]
  }
  return distances
}

/** iota's constants, from the shift register x^8 + x^6 + x^5 + x^4 + 1. */
export const roundConstants: readonly bigint[] = Array.from({ length: 24 }, (_, round) => {
  let constant = 0n
  for (let j = 0; j < 7; j++) if (registerBit(7 * round + j)) constant |= 1n << ((1n << BigInt(j)) - 1n)
  return constant
})

function registerBit(t: number): boolean {
  let register = 1
  for (let i = 0; i < t; i++) register = (register << 1) ^ (register & 0x80 ? 0x171 : 0)
  return (register & 1) === 1
}

/** The locals that the rounds use, of the lanes' type. */
export const roundLocals = ['b', 'c', 'd', 'k', 'n']
  .flatMap((name) => five.map((x) => name + x))
  .concat('t', 'r', 'w', 'h')

/** theta's column parities of the state at `from`, into c0 to c4. */
export function parities(lanes: Lanes, from: number): Wat[] {
  const lane = (n: number) => lanes.load(from + n * lanes.size)
  return five.map((x) => lanes.set(`c${x}`, lanes.xor(lane(x), lane(x + 5), lane(x + 10), lane(x + 15), lane(x + 20))))
}

/** What theta adds to each column, from c0 to c4 into d0 to d4. */
export function thetaEffect(lanes: Lanes): Wat[] {
  return five.map((x) =>
    lanes.set(`d${x}`, lanes.xor(lanes.get(`c${(x + 4) % 5}`), lanes.rotl(lanes.get(`c${(x + 1) % 5}`), 1))),
  )
}

/** The lane that pi brings to (x, y). */
export function origin(x: number, y: number): number {
  const column = (x + 3 * y) % 5
  return column + 5 * x
}

/** theta, rho and pi for the lane (x, y) of the result. */
export function afterPi(lanes: Lanes, from: number, x: number, y: number): Wat {
  const n = origin(x, y)
  return lanes.rotl(lanes.xor(lanes.load(from + n * lanes.size), lanes.get(`d${n % 5}`)), rotations[n]!)
}

/**
 * The first round up to pi, from what was prepared. Those steps are linear, and of the whole block only lane 7, the
 * nonce, changes: it reaches itself, and by theta the columns 3 (as it is) and 1 (rotated by one). The other 14 lanes
 * are constants of the challenge.
 */
export function afterPiOfFirstRound(lanes: Lanes, x: number, y: number): Wat {
  const n = origin(x, y)
  const constant = lanes.load(lanes.prepared + (x + 5 * y) * lanes.size)
  const reached = n === 7 || n % 5 === 3 ? 0 : n % 5 === 1 ? 1 : undefined
  if (reached === undefined) return constant
  return lanes.xor(lanes.rotl(lanes.get('w'), (rotations[n]! + reached) % 64), constant)
}

/**
 * chi and iota over the rows that `lane` gives, into the state at `to`, with the parities of the result summed on the
 * way into c0 to c4. Going through memory is on purpose: 25 lanes do not fit into an engine's registers, and these loads
 * fold into the xors, which its spills do not always (V8 11.3: 2.7 against 1.9 MH/s; V8 13.6: no difference).
 */
export function chiAndIota(lanes: Lanes, lane: (x: number, y: number) => Wat, to: number, constant: Wat): Wat[] {
  const out: Wat[] = []
  for (const y of five) {
    for (const x of five) out.push(lanes.set(`b${x}`, lane(x, y)))
    const row = chi(lanes, y)
    out.push(...row.prepare)
    for (const x of five) {
      const value = x === 0 && y === 0 ? lanes.xor(row.lanes[x]!, constant) : row.lanes[x]!
      out.push(lanes.set('t', value), lanes.store(to + (x + 5 * y) * lanes.size, lanes.get('t')))
      out.push(lanes.set(`k${x}`, y === 0 ? lanes.get('t') : lanes.xor(lanes.get(`k${x}`), lanes.get('t'))))
    }
  }
  return [...out, ...five.map((x) => lanes.set(`c${x}`, lanes.get(`k${x}`)))]
}

/** The last round as far as lane 0, the first eight bytes of the hash, into h. */
export function lastRound(lanes: Lanes, from: number): Wat[] {
  const row = [0, 1, 2].map((x) => lanes.set(`b${x}`, afterPi(lanes, from, x, 0)))
  const plain = [0, 1, 2].map((x) =>
    isInverted(lanes, x, 0) ? lanes.xor(lanes.get(`b${x}`), i64(-1)) : lanes.get(`b${x}`),
  )
  const iota = lanes.splat(i64(roundConstants[23]!))
  return [...thetaEffect(lanes), ...row, lanes.set('h', lanes.xor(plain[0]!, lanes.andNot(plain[1]!, plain[2]!), iota))]
}

/** Whether the lane that pi brings to (x, y) arrives inverted, given the lanes that are kept so. */
function isInverted(lanes: Lanes, x: number, y: number): boolean {
  const column = (c: number) => five.filter((row) => lanes.inverted.has(((c + 5) % 5) + 5 * row)).length
  const n = origin(x, y)
  const parity = (lanes.inverted.has(n) ? 1 : 0) + column((n % 5) + 4) + column((n % 5) + 1)
  return parity % 2 === 1
}

type Row = { prepare: Wat[]; lanes: Wat[] }

/** Row y of chi: b(x) ^ (~b(x + 1) & b(x + 2)), on lanes of which some are inverted. */
function chi(lanes: Lanes, y: number): Row {
  if (lanes.type === 'v128') {
    const value = (x: number) =>
      lanes.xor(lanes.get(`b${x}`), lanes.andNot(lanes.get(`b${(x + 1) % 5}`), lanes.get(`b${(x + 2) % 5}`)))
    return { prepare: [], lanes: five.map(value) }
  }
  const arriving = five.map((x) => isInverted(lanes, x, y))
  const leaving = five.map((x) => lanes.inverted.has(x + 5 * y))
  const plans = Array.from({ length: 32 }, (_, negated) => planRow(lanes, arriving, leaving, negated))
  return plans.filter((plan) => plan !== undefined).sort((a, b) => a.prepare.length - b.prepare.length)[0]!
}

/**
 * The row when the lanes of the bit set `negated` are also at hand inverted (in n0 to n4), or undefined when that does
 * not suffice. By De Morgan ~a & b is an `and` where a is inverted and b is not, and an inverted `or` the other way
 * round; only where both are alike is a NOT needed.
 */
function planRow(lanes: Lanes, arriving: boolean[], leaving: boolean[], negated: number): Row | undefined {
  const variants = (x: number) => [
    { value: lanes.get(`b${x}`), inverted: arriving[x]! },
    ...((negated >> x) & 1 ? [{ value: lanes.get(`n${x}`), inverted: !arriving[x] }] : []),
  ]
  const cell = (x: number): Wat | undefined => {
    for (const p of variants(x))
      for (const q of variants((x + 1) % 5))
        for (const r of variants((x + 2) % 5)) {
          const result = p.inverted !== !q.inverted
          if (q.inverted !== r.inverted && result === leaving[x])
            return `(i64.xor ${p.value} (i64.${q.inverted ? 'and' : 'or'} ${q.value} ${r.value}))`
        }
    return undefined
  }
  const cells = five.map(cell)
  if (cells.some((value) => value === undefined)) return undefined
  const not = five
    .filter((x) => (negated >> x) & 1)
    .map((x) => lanes.set(`n${x}`, `(i64.xor ${lanes.get(`b${x}`)} (i64.const -1))`))
  return { prepare: not, lanes: cells as Wat[] }
}
