import { requireOwner } from './access.ts'
import type { Deciders } from './deciders.ts'
import { governedDeciders } from './governed.ts'
import { expireChallenge } from './proofOfWorkVerifier/expireChallenge.ts'
import { issueChallenge } from './proofOfWorkVerifier/issueChallenge.ts'
import { setParameters } from './proofOfWorkVerifier/setParameters.ts'
import { submitSolution, submitSolutions } from './proofOfWorkVerifier/submitSolutions.ts'
import { refuse } from './transaction.ts'

/** What the functions of ProofOfWorkVerifier do. */
export const proofOfWorkVerifier: Deciders<'proofOfWorkVerifier'> = {
  ...governedDeciders('proofOfWorkVerifier'),
  issueChallenge,
  submitSolution,
  submitSolutions,
  expireChallenge,
  setParameters,

  // It is set once, and every deployment sets it: no market is decided about before.
  setNodeRegistry(tx, _args, sender) {
    requireOwner(tx, 'proofOfWorkVerifier', sender)
    refuse('ProofOfWorkVerifier_ReferenceAlreadySet', { current: tx.state.deployment.nodeRegistry })
  },
}
