/**
 * Where things lie in the module's memory. The solver in JavaScript writes SEED and TARGET and reads FOUND and NONCES;
 * everything else belongs to the module.
 */
export const layout = {
  /** 32 bytes: the challenge's seed. */
  seed: 0,
  /** Four i64, the most significant first: the largest hash that solves. */
  target: 32,
  /** i64: the bits of the hash's first lane that are zero in every solution. */
  mask: 64,
  /** i32: how many nonces the last search found. */
  found: 72,
  /** 25 i64: the state that `permute` works on. */
  state: 256,
  /** 1,536 bytes for each of up to two streams: its lanes, as `lanes.ts` divides them. */
  streams: [1024, 2560],
  /** 24 lanes: iota's round constants. */
  roundConstants: 4096,
  /** Up to 1,024 i64: the nonces that the last search found, ascending. */
  nonces: 8192,
  /** What the command line works with: big numbers, argument pointers, text. */
  command: 16384,
  /** The arguments' bytes, up to the end of the memory. */
  args: 20480,
  pages: 1,
} as const

/** How many nonces one search can hand back. */
export const capacity = 1024
