import { computePower } from '@aiigo/core'
import * as protocol from '@aiigo/protocol'
import { knownChallenge, knownNode, type OfChallenge, type OfNode, type Views } from './sight.ts'

/** What ProofOfWorkVerifier answers. */
export const verifierViews: Views = {
  parameters: ({ market }) => protocol.getProofOfWorkVerifierParameters(market.state),
  nodeRegistry: ({ world }) => world.deployment.contracts.nodeRegistry,
  getProof: ({ market }, { nodeId }: OfNode) => protocol.getProof(market.state, nodeId),
  getChallenge: ({ market }, args: OfChallenge) =>
    knownChallenge(protocol.getChallenge(market.history, args.challengeId), args),
  getChallengeDetails: ({ market }, args: OfChallenge) =>
    knownChallenge(protocol.getChallengeDetails(market.history, args.challengeId), args),
  getVerificationHistory: ({ market }, { nodeId }: OfNode) => protocol.getVerificationHistory(market.history, nodeId),
  nextChallengeAt: ({ market }, { nodeId }: OfNode) => protocol.getNextChallengeAt(market.state, nodeId),
  nextDifficulty: ({ market }, args: OfNode) => knownNode(protocol.getNextDifficulty(market.state, args.nodeId), args),
  calculateComputePower: (_sight, { solutionTime, difficulty }: { solutionTime: bigint; difficulty: bigint }) =>
    computePower(difficulty, solutionTime),
}
