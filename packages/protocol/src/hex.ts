export type Hex = `0x${string}`
/** An account or contract, lower case or checksummed as its source wrote it. */
export type Address = `0x${string}`
