/** 32 bytes of an ABI encoding: an unsigned integer, or up to 32 bytes of hex, which are an integer as well. */
export type Word = `0x${string}` | bigint | number

/**
 * `keccak256(abi.encode(words…))`: how the contracts make their ids. Every word is encoded as an unsigned integer, so
 * bytes32, address and uint256 need no telling apart.
 *
 * @example hashWords(0n) // '0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563'
 */
export function hashWords(...words: readonly Word[]): `0x${string}` {
  const bytes = new Uint8Array((Math.floor((words.length * 32) / 136) + 1) * 136)
  words.forEach((word, i) => {
    const hex = BigInt(word).toString(16).padStart(64, '0')
    for (let k = 0; k < 32; k++) bytes[i * 32 + k] = Number.parseInt(hex.slice(2 * k, 2 * k + 2), 16)
  })
  bytes[words.length * 32]! ^= 0x01
  bytes[bytes.length - 1]! ^= 0x80
  const state = new Array<bigint>(25).fill(0n)
  const view = new DataView(bytes.buffer)
  for (let block = 0; block < bytes.length; block += 136) {
    for (let i = 0; i < 17; i++) state[i]! ^= view.getBigUint64(block + 8 * i, true)
    permute(state)
  }
  const digest = new DataView(new ArrayBuffer(32))
  for (let i = 0; i < 4; i++) digest.setBigUint64(8 * i, state[i]!, true)
  return `0x${Array.from(new Uint8Array(digest.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

const MASK = (1n << 64n) - 1n

function rotate(lane: bigint, by: number): bigint {
  return ((lane << BigInt(by)) | (lane >> BigInt(64 - by))) & MASK
}

function permute(a: bigint[]): void {
  let lfsr = 1
  for (let round = 0; round < 24; round++) {
    const c = [0, 1, 2, 3, 4].map((x) => a[x]! ^ a[x + 5]! ^ a[x + 10]! ^ a[x + 15]! ^ a[x + 20]!)
    for (let x = 0; x < 5; x++) {
      const d = c[(x + 4) % 5]! ^ rotate(c[(x + 1) % 5]!, 1)
      for (let y = 0; y < 25; y += 5) a[x + y]! ^= d
    }
    let [x, y] = [1, 0]
    let current = a[x]!
    for (let t = 0; t < 24; t++) {
      ;[x, y] = [y, (2 * x + 3 * y) % 5]
      const offset = (((t + 1) * (t + 2)) / 2) % 64
      const moved = rotate(current, offset)
      current = a[x + 5 * y]!
      a[x + 5 * y] = moved
    }
    for (let row = 0; row < 25; row += 5) {
      const b = a.slice(row, row + 5)
      for (let i = 0; i < 5; i++) a[row + i] = b[i]! ^ (~b[(i + 1) % 5]! & MASK & b[(i + 2) % 5]!)
    }
    for (let j = 0; j <= 6; j++) {
      if (lfsr & 1) a[0]! ^= 1n << BigInt(2 ** j - 1)
      lfsr = lfsr & 0x80 ? (lfsr << 1) ^ 0x171 : lfsr << 1
    }
  }
}
