import type { BaseError } from '@aiigo/core'

export type Hex = `0x${string}`
export type Address = `0x${string}`

/** What agents can ask of a ledger, in the names and arguments of the contracts' functions. */
export type CommandArgs = {
  registerNode: { resourceType: number; metadataURI: string }
  addStake: { nodeId: Hex }
  withdrawStake: { nodeId: Hex; amount: bigint }
  deactivateNode: { nodeId: Hex }
  setNodeTier: { nodeId: Hex; tier: number }
  clearReview: { nodeId: Hex }
  issueChallenge: { nodeId: Hex }
  submitSolutions: { challengeId: Hex; nonces: readonly bigint[] }
  expireChallenge: { challengeId: Hex }
  createTask: {
    resourceType: number
    requiredPower: bigint
    duration: bigint
    maxPrice: bigint
    minTrustLevel: number
    specificationURI: string
  }
  cancelTask: { taskId: Hex }
  acceptTask: { taskId: Hex; nodeId: Hex }
  submitResult: { taskId: Hex; resultHash: Hex; resultURI: string }
  abandonTask: { taskId: Hex }
  approveResult: { taskId: Hex }
  finalizeTask: { taskId: Hex }
  timeoutTask: { taskId: Hex }
  expireTask: { taskId: Hex }
  /** `sweepFees` of the registry: registration fees and slashes. */
  sweepRegistryFees: { currency: Address }
  /** `sweepFees` of the escrow manager: platform fees. */
  sweepEscrowFees: { currency: Address }
}

export type CommandName = keyof CommandArgs

export type Command = {
  [name in CommandName]: {
    name: name
    args: CommandArgs[name]
    from: Address
    /** Wei. */
    value?: bigint
    /** Unix seconds, inside the tick and after its beginning; without it the command is in the tick's own block. */
    at?: number
  }
}[CommandName]

/** A command that the ledger refused, and why. */
export type Rejection = { command: Command; error: BaseError }
