import type { Hex } from 'viem'

// What a node says, in its words and codes. No BaseErrors: viem reads the details of a cause as one line, and what comes out
// of the SDK is decoded anyway.

/** A contract refuses a call: viem and decodeError find the custom error in `data`. */
export class RevertedCallError extends Error {
  override name = 'RevertedCallError'
  readonly code = 3
  readonly data: Hex

  constructor(data: Hex) {
    super('execution reverted')
    this.data = data
  }
}

/** An account holds too little ETH for the value. */
export class InsufficientFundsError extends Error {
  override name = 'InsufficientFundsError'
  readonly code = -32003

  constructor(balance: bigint, value: bigint) {
    super(`insufficient funds for gas * price + value: balance ${balance}, value ${value}`)
  }
}

/** A transaction was signed for another place in its account's order. */
export class WrongNonceError extends Error {
  override name = 'WrongNonceError'
  readonly code = -32003

  constructor(nonce: number, expected: number) {
    super(`${nonce < expected ? 'nonce too low' : 'nonce too high'}: ${nonce}, expected ${expected}`)
  }
}

/** The test market has no chain below it, and answers what the market needs; this it does not. */
export class UnsupportedByTestMarketError extends Error {
  override name = 'UnsupportedByTestMarketError'
  readonly code = -32601

  constructor(what: string) {
    super(`The test market does not answer ${what}; createTestChain of @aiigo/sdk/testing runs a real chain.`)
  }
}
