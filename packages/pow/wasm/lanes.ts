/** A piece of WebAssembly text. */
export type Wat = string

/**
 * One stream of hashing: what a keccak lane is (one 64-bit integer, or two side by side, each of its own nonce), under
 * which names its locals go, and where its tables lie. The rounds are written once against this.
 */
export type Lanes = {
  readonly type: 'i64' | 'v128'
  /** Bytes of one lane in memory. */
  readonly size: 8 | 16
  /** Nonces hashed side by side. */
  readonly nonces: 1 | 2
  /** State lanes that are kept inverted between rounds, so that chi needs fewer NOTs. */
  readonly inverted: ReadonlySet<number>
  /** 25 lanes: the first round up to pi with the nonce zero, computed once a challenge. */
  readonly prepared: number
  /** 25 lanes each: the states that the rounds go back and forth between. */
  readonly even: number
  readonly odd: number
  get(name: string): Wat
  set(name: string, value: Wat): Wat
  declare(names: readonly string[]): Wat
  load(address: number): Wat
  loadAt(pointer: Wat): Wat
  store(address: number, value: Wat): Wat
  xor(...values: Wat[]): Wat
  /** ~inverted & value */
  andNot(inverted: Wat, value: Wat): Wat
  rotl(value: Wat, by: number): Wat
  /** The same 64-bit value for every nonce. */
  splat(value: Wat): Wat
  /** The 64-bit value of the n-th nonce. */
  extract(value: Wat, n: number): Wat
}

export const get = (name: string): Wat => `(local.get $${name})`
export const set = (name: string, value: Wat): Wat => `(local.set $${name} ${value})`
export const i64 = (value: bigint | number): Wat => `(i64.const ${BigInt.asIntN(64, BigInt(value))})`
export const i32 = (value: number): Wat => `(i32.const ${value})`

const fold = (operator: string, values: Wat[]): Wat => values.reduce((all, value) => `(${operator} ${all} ${value})`)

function stream(type: Lanes['type'], name: string, tables: number) {
  return {
    prepared: tables,
    even: tables + 512,
    odd: tables + 1024,
    get: (local: string) => get(`${name}_${local}`),
    set: (local: string, value: Wat) => set(`${name}_${local}`, value),
    declare: (locals: readonly string[]) => locals.map((local) => `(local $${name}_${local} ${type})`).join(' '),
  }
}

/** One nonce at a time, in 64-bit integers: runs in every engine. */
export function scalar(name: string, tables: number): Lanes {
  return {
    ...stream('i64', name, tables),
    type: 'i64',
    size: 8,
    nonces: 1,
    inverted: new Set([1, 2, 8, 12, 17, 20]),
    load: (address) => `(i64.load offset=${address} (i32.const 0))`,
    loadAt: (pointer) => `(i64.load ${pointer})`,
    store: (address, value) => `(i64.store offset=${address} (i32.const 0) ${value})`,
    xor: (...values) => fold('i64.xor', values),
    andNot: (inverted, value) => `(i64.and (i64.xor ${inverted} (i64.const -1)) ${value})`,
    rotl: (value, by) => (by === 0 ? value : `(i64.rotl ${value} (i64.const ${by}))`),
    splat: (value) => value,
    extract: (value) => value,
  }
}

/**
 * Two nonces at a time, in 128-bit vectors. There is a native and-not, so nothing is kept inverted; there is no
 * rotation, so it is two shifts and an or, and a byte shuffle where the distance is whole bytes.
 */
export function simd(name: string, tables: number): Lanes {
  const own = stream('v128', name, tables)
  const rotl = (value: Wat, by: number) => {
    if (by === 0) return value
    const again = own.get('r')
    const first = `(local.tee $${name}_r ${value})`
    if (by % 8 === 0) return `(i8x16.shuffle ${rotatedBytes(by / 8)} ${first} ${again})`
    return `(v128.or (i64x2.shl ${first} (i32.const ${by})) (i64x2.shr_u ${again} (i32.const ${64 - by})))`
  }
  return {
    ...own,
    type: 'v128',
    size: 16,
    nonces: 2,
    inverted: new Set(),
    load: (address) => `(v128.load offset=${address} (i32.const 0))`,
    loadAt: (pointer) => `(v128.load ${pointer})`,
    store: (address, value) => `(v128.store offset=${address} (i32.const 0) ${value})`,
    xor: (...values) => fold('v128.xor', values),
    andNot: (inverted, value) => `(v128.andnot ${value} ${inverted})`,
    rotl,
    splat: (value) => `(i64x2.splat ${value})`,
    extract: (value, n) => `(i64x2.extract_lane ${n} ${value})`,
  }
}

function rotatedBytes(by: number): string {
  return Array.from({ length: 16 }, (_, i) => (i & 8) + ((i - by) & 7)).join(' ')
}
