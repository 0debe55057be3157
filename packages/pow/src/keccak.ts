// FIPS 202 in plain TypeScript: what `verify` uses, and what the kernels are compared with. A 64-bit lane is two 32-bit
// halves, low then high, so lane (x, y) is at 2 × (x + 5y).

const rounds = 24

/** rho's distances and pi's destinations, along pi's walk from lane 1. */
const { distances, destinations } = walk()

function walk() {
  const distances: number[] = []
  const destinations: number[] = []
  let [x, y] = [1, 0]
  for (let t = 0; t < 24; t++) {
    ;[x, y] = [y, (2 * x + 3 * y) % 5]
    distances.push((((t + 1) * (t + 2)) / 2) % 64)
    destinations.push(x + 5 * y)
  }
  return { distances, destinations }
}

/** iota's constants, low and high halves, from the shift register x^8 + x^6 + x^5 + x^4 + 1. */
const constants = iotaConstants()

function iotaConstants(): Int32Array {
  const halves = new Int32Array(2 * rounds)
  let register = 1
  for (let round = 0; round < rounds; round++) {
    for (let j = 0; j < 7; j++) {
      const bit = 2 ** j - 1
      if (register & 1) halves[2 * round + (bit >> 5)]! ^= 1 << (bit & 31)
      register = (register << 1) ^ (register & 0x80 ? 0x171 : 0)
    }
  }
  return halves
}

const low = (l: number, h: number, by: number) =>
  by === 0 ? l : by === 32 ? h : by < 32 ? (l << by) | (h >>> (32 - by)) : (h << (by - 32)) | (l >>> (64 - by))
const high = (l: number, h: number, by: number) => low(h, l, by)

/** keccak-f[1600] in place, on 25 lanes as 50 halves. */
export function permute(state: Int32Array): void {
  const c = new Int32Array(10)
  for (let round = 0; round < rounds; round++) {
    theta(state, c)
    rhoAndPi(state)
    chi(state, c)
    state[0]! ^= constants[2 * round]!
    state[1]! ^= constants[2 * round + 1]!
  }
}

function theta(s: Int32Array, c: Int32Array): void {
  for (let i = 0; i < 10; i++) c[i] = s[i]! ^ s[i + 10]! ^ s[i + 20]! ^ s[i + 30]! ^ s[i + 40]!
  for (let x = 0; x < 5; x++) {
    const before = 2 * ((x + 4) % 5)
    const after = 2 * ((x + 1) % 5)
    const dl = c[before]! ^ low(c[after]!, c[after + 1]!, 1)
    const dh = c[before + 1]! ^ high(c[after]!, c[after + 1]!, 1)
    for (let i = 2 * x; i < 50; i += 10) {
      s[i]! ^= dl
      s[i + 1]! ^= dh
    }
  }
}

function rhoAndPi(s: Int32Array): void {
  let l = s[2]!
  let h = s[3]!
  for (let t = 0; t < 24; t++) {
    const to = 2 * destinations[t]!
    const [nextLow, nextHigh] = [s[to]!, s[to + 1]!]
    s[to] = low(l, h, distances[t]!)
    s[to + 1] = high(l, h, distances[t]!)
    l = nextLow
    h = nextHigh
  }
}

function chi(s: Int32Array, row: Int32Array): void {
  for (let y = 0; y < 50; y += 10) {
    row.set(s.subarray(y, y + 10))
    for (let i = 0; i < 10; i++) s[y + i]! ^= ~row[(i + 2) % 10]! & row[(i + 4) % 10]!
  }
}

/** The largest number that one block takes whole. */
const rate = 136

/**
 * keccak-256 of a message shorter than one block (136 bytes), with the padding of Ethereum (0x01), not of SHA-3.
 */
export function keccak256(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(200)
  bytes.set(message)
  bytes[message.length] = 0x01
  bytes[rate - 1]! |= 0x80
  const view = new DataView(bytes.buffer)
  const state = Int32Array.from({ length: 50 }, (_, i) => view.getInt32(4 * i, true))
  permute(state)
  for (const [i, half] of state.entries()) view.setInt32(4 * i, half, true)
  return bytes.slice(0, 32)
}
