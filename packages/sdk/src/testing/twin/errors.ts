import { BaseError } from '@aiigo/core'
import type { Hex } from 'viem'

/** What a node answers when a contract refuses a call: viem and decodeError find the custom error in `data`. */
export class RevertedCallError extends BaseError {
  override name = 'RevertedCallError'
  readonly code = 3
  readonly data: Hex

  constructor(data: Hex) {
    super('execution reverted')
    this.data = data
  }
}

/** What a node answers to who has too little ETH for the value. */
export class InsufficientFundsError extends BaseError {
  override name = 'InsufficientFundsError'
  readonly code = -32003

  constructor(balance: bigint, value: bigint) {
    super('insufficient funds for gas * price + value', { details: [`Balance: ${balance}`, `Value: ${value}`] })
  }
}

/** A transaction that was signed for another place in its account's order, in a node's words. */
export class WrongNonceError extends BaseError {
  override name = 'WrongNonceError'
  readonly code = -32003

  constructor(nonce: number, expected: number) {
    super(nonce < expected ? 'nonce too low' : 'nonce too high', {
      details: [`Nonce: ${nonce}`, `Expected: ${expected}`],
    })
  }
}

/** The test market has no chain below it, and answers what the market needs: this it does not. */
export class UnsupportedByTestMarketError extends BaseError {
  override name = 'UnsupportedByTestMarketError'
  readonly code = -32601

  constructor(what: string) {
    super(`The test market does not answer ${what}.`, {
      hint: 'createTestChain of @aiigo/sdk/testing runs a real chain.',
    })
  }
}
