export type Hex = `0x${string}`

/** An account or contract, lower case or checksummed as its source wrote it. */
export type Address = `0x${string}`

/** The currency ETH, as the contracts name it. */
export const ETH: Address = '0x0000000000000000000000000000000000000000'

/** The id that stands for none. */
export const NO_ID: Hex = `0x${'00'.repeat(32)}`
