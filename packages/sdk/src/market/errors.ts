import { BaseError } from '@aiigo/core'
import type { Address } from 'viem'

/** Two answers of the chain's node do not belong together: the chain is being reorganised, or the node is behind. */
export class UnsettledChainError extends BaseError {
  override name = 'UnsettledChainError'

  constructor(expected: string, seen: string) {
    super('The node of the chain answers differently from one request to the next.', {
      details: [`Expected: ${expected}`, `Seen: ${seen}`],
      hint: 'Try again. If it stays, use another node: this one hides logs, or is several nodes that do not agree.',
      retryable: true,
    })
  }
}

/** The node of the chain gave a log that nobody asked for. */
export class ForeignLogError extends BaseError {
  override name = 'ForeignLogError'

  constructor(log: { address: Address; blockNumber: bigint; logIndex: number }, expected: readonly Address[]) {
    super('A log belongs to another deployment.', {
      details: [
        `Expected: of ${expected.join(', ')}`,
        `Seen: of ${log.address}, block ${log.blockNumber}, log ${log.logIndex}`,
      ],
      hint: 'Nothing of it was taken over. Check the deployment, and use a node that filters logs by address.',
    })
  }
}

/** The client is connected to a chain that the market is not on. */
export class OtherChainError extends BaseError {
  override name = 'OtherChainError'

  constructor(expected: number, seen: number) {
    super('The market is on another chain than the client.', {
      details: [`Expected: chain ${expected}, of the deployment`, `Seen: chain ${seen}`],
      hint: 'Give `createAiigo` a client and a deployment of the same chain.',
    })
  }
}

/** What is wrong with a store, in one word each. */
export type MarketStoreFault =
  | 'notAMarket'
  | 'otherVersion'
  | 'cutShort'
  | 'damaged'
  | 'foreign'
  | 'unreadable'
  | 'unwritable'

const messages: { readonly [fault in MarketStoreFault]: string } = {
  notAMarket: 'The store holds something that is not a market.',
  otherVersion: 'The store was written by another version.',
  cutShort: 'The store does not have the length that it says.',
  damaged: 'The store has changed since it was written.',
  foreign: 'The store holds the market of another deployment.',
  unreadable: 'The store cannot be read.',
  unwritable: 'The store cannot be written.',
}

/** A store cannot be used. It was left as it was. */
export class MarketStoreError extends BaseError {
  override name = 'MarketStoreError'
  readonly fault: MarketStoreFault

  constructor(fault: MarketStoreFault, seen: string, options: { expected?: string; cause?: unknown } = {}) {
    const { expected, cause } = options
    const isAccess = fault === 'unreadable' || fault === 'unwritable'
    super(messages[fault], {
      details: [...(expected ? [`Expected: ${expected}`] : []), `Seen: ${seen}`],
      hint: isAccess
        ? 'Check the path or the name, the permissions and the space that is left. What was there before is still there.'
        : 'It was left as it was. Choose another store, or delete it: everything is in the log of the chain.',
      cause,
    })
    this.fault = fault
  }
}
