import {
  commitBid,
  decodeError,
  type GetAuctionReturnType,
  type GetBidReturnType,
  getAuction,
  getBid,
  reportUnrevealedBid,
  revealBid,
  selectBid,
  settleAuction,
} from '@aiigo/clients'
import { BaseError, checkAmount, checkObject } from '@aiigo/core'
import { encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { getBlock, signTypedData } from 'viem/actions'
import { accountOf, argsOf, type CallOptions, type Context, type Done, done } from './context.ts'

export type BidOptions = CallOptions & {
  taskId: Hex
  nodeId: Hex
  /** In the smallest unit of the task's currency, 1 to the task's maximum. */
  pricePerHour: bigint
}

export type Bids = {
  /**
   * Bids for a task without showing the price. The salt is made of a signature of the account and need not be kept; the
   * price has to be.
   */
  commit(options: BidOptions): Promise<Done & { round: bigint; commitment: Hex }>
  /** Shows the price of the commitment in the round's reveal window. A bid that is not revealed costs reputation. */
  reveal(options: BidOptions): Promise<Done & { best: boolean }>
  /** Assigns the task to a bid of the buyer's choice, at its price. */
  select(options: CallOptions & { taskId: Hex; nodeId: Hex }): Promise<Done>
  /** Assigns the task to its best bid when the buyer did not choose in time, or closes the round. Anyone may. */
  settle(taskId: Hex, options?: CallOptions): Promise<Done & { assigned: boolean }>
  /** Reports a bid that was not revealed in time. Anyone may. */
  report(options: CallOptions & { taskId: Hex; round: bigint; nodeId: Hex }): Promise<Done>
  /** The round of bids that a task is in, or was in last: its windows and its best bid. */
  auction(taskId: Hex, options?: CallOptions): Promise<GetAuctionReturnType>
  /** A node's bid in a round. */
  get(options: CallOptions & { taskId: Hex; round: bigint; nodeId: Hex }): Promise<GetBidReturnType>
}

/** The methods of `aiigo.bids`. Each waits for its transaction and throws the decoded error. */
export function createBids(context: Context): Bids {
  const { client, deployment } = context
  return {
    commit: (options) => commit(context, options),
    reveal: (options) => reveal(context, options),
    select: (options) => done(context, selectBid(client, deployment, options), options),
    settle: async (taskId, options) => {
      const result = await done(context, settleAuction(client, deployment, { taskId, ...options }), options)
      return { ...result, assigned: result.events.some(({ eventName }) => eventName === 'TaskAssigned') }
    },
    report: (options) => done(context, reportUnrevealedBid(client, deployment, options), options),
    auction: (taskId, options) => getAuction(client, deployment, { taskId, ...options }),
    get: (options) => getBid(client, deployment, options),
  }
}

async function commit(context: Context, options: BidOptions) {
  const { taskId, nodeId, pricePerHour, ...rest } = checkObject('options', options)
  checkAmount('pricePerHour', pricePerHour)
  const { client, deployment } = context
  const auction = await getAuction(client, deployment, { taskId, ...rest })
  const round = await roundToCommit(context, auction)
  const commitment = await commitmentOf(context, { taskId, nodeId, pricePerHour }, round)
  const result = await done(context, commitBid(client, deployment, { taskId, nodeId, commitment, ...rest }), rest)
  return { ...result, round: argsOf(result, 'BidCommitted').round, commitment }
}

async function reveal(context: Context, options: BidOptions) {
  const { taskId, nodeId, pricePerHour, ...rest } = checkObject('options', options)
  checkAmount('pricePerHour', pricePerHour)
  const { client, deployment } = context
  const { round } = await getAuction(client, deployment, { taskId, ...rest })
  const { commitment } = await getBid(client, deployment, { taskId, round, nodeId, ...rest })
  const secret = { taskId, nodeId, pricePerHour }
  // The round may have changed between looking and bidding; then the salt is that of the one before or after.
  for (const signed of [round, round - 1n, round + 1n]) {
    if (signed < 0n) continue
    const salt = await saltOf(context, secret, signed)
    if (hashBid(context, secret, salt) !== commitment) continue
    const result = await done(context, revealBid(client, deployment, { ...secret, salt, ...rest }), rest)
    return { ...result, best: argsOf(result, 'BidRevealed').best }
  }
  throw new UnknownCommitmentError(taskId, nodeId, round)
}

type Secret = { taskId: Hex; nodeId: Hex; pricePerHour: bigint }

/** As the contract chooses it: the round whose commit window runs, or the next. */
async function roundToCommit({ client }: Context, { round, commitUntil }: GetAuctionReturnType): Promise<bigint> {
  const { timestamp } = await getBlock(client).catch((error) => {
    throw decodeError(error)
  })
  return commitUntil !== 0n && timestamp <= commitUntil ? round : round + 1n
}

async function commitmentOf(context: Context, secret: Secret, round: bigint): Promise<Hex> {
  return hashBid(context, secret, await saltOf(context, secret, round))
}

/**
 * A lost salt can be made again by whoever has the key: accounts sign the same text in the same way every time. Another one
 * for each round, because revealing shows it.
 */
async function saltOf(context: Context, { taskId, nodeId }: Secret, round: bigint): Promise<Hex> {
  const { client, deployment } = context
  const signature = await signTypedData(client, {
    account: accountOf(context),
    domain: {
      ...{ name: 'AIIGO', version: '1', chainId: deployment.chainId },
      verifyingContract: deployment.contracts.taskMarketplace,
    },
    types: {
      Bid: [
        { name: 'taskId', type: 'bytes32' },
        { name: 'nodeId', type: 'bytes32' },
        { name: 'round', type: 'uint256' },
      ],
    },
    primaryType: 'Bid',
    message: { taskId, nodeId, round },
  }).catch((error) => {
    throw decodeError(error)
  })
  return keccak256(signature)
}

/** Hashed here and not by a view: whoever is asked learns the price. */
function hashBid(context: Context, { taskId, nodeId, pricePerHour }: Secret, salt: Hex): Hex {
  const { chainId, contracts } = context.deployment
  return keccak256(
    encodeAbiParameters(
      [
        { type: 'uint256' },
        { type: 'address' },
        { type: 'bytes32' },
        { type: 'bytes32' },
        { type: 'address' },
        { type: 'uint256' },
        { type: 'bytes32' },
      ],
      [BigInt(chainId), contracts.taskMarketplace, taskId, nodeId, accountOf(context).address, pricePerHour, salt],
    ),
  )
}

/** What was committed is not this price with a salt of this account. */
export class UnknownCommitmentError extends BaseError {
  override name = 'UnknownCommitmentError'

  constructor(taskId: Hex, nodeId: Hex, round: bigint) {
    super('The commitment of this bid was not made by this account with this price.', {
      details: [`Task: ${taskId}`, `Node: ${nodeId}`, `Round: ${round}`],
      hint: 'Reveal from the account that committed and with its price. A salt of your own goes to revealBid of @aiigo/clients.',
    })
  }
}
