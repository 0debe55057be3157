import type { EventContract } from '@aiigo/protocol'
import type { CommandName } from './commands.ts'

/** Which contract's function each command is; the function has the command's name where there is no other. */
export const targets: Readonly<Record<CommandName, readonly [EventContract, string?]>> = {
  registerNode: ['nodeRegistry'],
  addStake: ['nodeRegistry'],
  withdrawStake: ['nodeRegistry'],
  deactivateNode: ['nodeRegistry'],
  setNodeTier: ['nodeRegistry'],
  clearReview: ['nodeRegistry'],
  issueChallenge: ['proofOfWorkVerifier'],
  submitSolutions: ['proofOfWorkVerifier'],
  expireChallenge: ['proofOfWorkVerifier'],
  createTask: ['taskMarketplace'],
  cancelTask: ['taskMarketplace'],
  acceptTask: ['taskMarketplace'],
  submitResult: ['taskMarketplace'],
  abandonTask: ['taskMarketplace'],
  approveResult: ['taskMarketplace'],
  finalizeTask: ['taskMarketplace'],
  timeoutTask: ['taskMarketplace'],
  expireTask: ['taskMarketplace'],
  sweepRegistryFees: ['nodeRegistry', 'sweepFees'],
  sweepEscrowFees: ['escrowManager', 'sweepFees'],
}
