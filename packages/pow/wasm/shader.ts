import { origin, rotations, roundConstants } from './keccak.ts'

// The kernel for a GPU, in WGSL, which has no 64-bit integers: a lane is a pair of 32-bit halves, low then high, so that
// the eight bytes of a lane are two words in little-endian order.

const five = [0, 1, 2, 3, 4] as const
const lanes = Array.from({ length: 25 }, (_, n) => n)

/** Nonces that one workgroup hashes side by side. */
export const workgroupSize = 64

/**
 * Tries the nonces start + i for i < tries. `found.offsets` are the i, in no order, whose hash begins with 64 bits up to
 * `bound`: all that solve, and the few that only the rest of the hash tells apart. `found.count` may be larger than what
 * there is room for. `found.tried` is how many were hashed, so that a caller knows that the GPU really did.
 */
export function shaderText(): string {
  return `
struct Job { seed: array<vec2u, 4>, bound: vec2u, start: vec2u, tries: u32 }
struct Found { tried: atomic<u32>, count: atomic<u32>, offsets: array<u32> }
@group(0) @binding(0) var<storage, read> job: Job;
@group(0) @binding(1) var<storage, read_write> found: Found;

const iota = array(${roundConstants.map(pair).join(', ')});

fn rotl(lane: vec2u, by: u32) -> vec2u { return (lane << vec2(by)) | (lane.yx >> vec2(32 - by)); }

fn swap(word: u32) -> u32 {
  let pairs = ((word & 0x00ff00ff) << 8) | ((word >> 8) & 0x00ff00ff);
  return (pairs << 16) | (pairs >> 16);
}

@compute @workgroup_size(${workgroupSize})
fn search(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  var tried = 0u;
  for (var i = id.x; i < job.tries; i += ${workgroupSize} * groups.x) {
    let low = job.start.x + i;
    let hash = firstBits(vec2(low, job.start.y + select(0u, 1u, low < i)));
    tried++;
    if (hash.y < job.bound.y || (hash.y == job.bound.y && hash.x <= job.bound.x)) {
      let n = atomicAdd(&found.count, 1);
      if (n < arrayLength(&found.offsets)) { found.offsets[n] = i; }
    }
  }
  atomicAdd(&found.tried, tried);
}

// The first 64 bits of the hash, read as a number.
fn firstBits(nonce: vec2u) -> vec2u {
${absorb()}
  for (var round = 0; round < 23; round++) {
${thetaRhoPi(lanes)}
${chi(lanes)}
  a0 ^= iota[round];
  }
${thetaRhoPi([0, 1, 2])}
${chi([0])}
  a0 ^= iota[23];
  return vec2(swap(a0.y), swap(a0.x));
}
`.trimStart()
}

/** The 64-byte message seed ‖ nonce in its block of 136, padded. The nonce is big-endian. */
function absorb(): string {
  const fixed = new Map([
    [7, 'vec2(swap(nonce.y), swap(nonce.x))'],
    [8, pair(1n)],
    [16, pair(1n << 63n)],
  ])
  return lines(lanes.map((n) => `var a${n} = ${n < 4 ? `job.seed[${n}]` : (fixed.get(n) ?? 'vec2u()')};`))
}

/** theta, rho and pi, from the state in a into those lanes of b that are needed. */
function thetaRhoPi(needed: readonly number[]): string {
  const column = (x: number) => five.map((y) => `a${x + 5 * y}`).join(' ^ ')
  const moved = (n: number) => {
    const from = origin(n % 5, Math.floor(n / 5))
    return `let b${n} = ${rotated(`a${from} ^ d${from % 5}`, rotations[from]!)};`
  }
  return lines([
    ...five.map((x) => `let c${x} = ${column(x)};`),
    ...five.map((x) => `let d${x} = c${(x + 4) % 5} ^ ${rotated(`c${(x + 1) % 5}`, 1)};`),
    ...needed.map(moved),
  ])
}

/** chi, from b into those lanes of a that are needed. */
function chi(needed: readonly number[]): string {
  const inRow = (n: number, right: number) => n - (n % 5) + ((n + right) % 5)
  return lines(needed.map((n) => `a${n} = b${n} ^ (~b${inRow(n, 1)} & b${inRow(n, 2)});`))
}

function rotated(lane: string, by: number): string {
  if (by === 0) return lane
  return by < 32 ? `rotl(${lane}, ${by})` : `rotl((${lane}).yx, ${by - 32})`
}

function pair(lane: bigint): string {
  const word = (half: bigint) => `0x${half.toString(16)}`
  return `vec2u(${word(lane & 0xffff_ffffn)}, ${word(lane >> 32n)})`
}

function lines(statements: readonly string[]): string {
  return statements.map((statement) => `  ${statement}`).join('\n')
}
