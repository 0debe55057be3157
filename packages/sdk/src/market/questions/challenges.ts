import * as chain from '@aiigo/clients'
import type { ChallengeState, MarketState } from '@aiigo/protocol'
import { type Question, question } from './question.ts'

/** On the wire. */
const OPEN = 1

/** Open challenges, and how the others ended: what those showed is in their nodes' proofs. */
export function challengeQuestions(state: MarketState): Question[] {
  const ofNodes = [...state.nodes.values()].flatMap(({ openChallenge }) => openChallenge ?? [])
  return [
    ...Array.from(new Set([...ofNodes, ...state.challenges.keys()]), (challengeId) => {
      const challenge = state.challenges.get(challengeId)
      const details = challenge && detailsOf(challenge)
      return question('getChallengeDetails', chain.getChallengeDetails, { challengeId }, details)
    }),
    ...Array.from(state.endedChallenges, ([challengeId, status]) =>
      question('getChallengeDetails', statusOfChallenge, { challengeId }, { status }),
    ),
  ]
}

function detailsOf({ issuedAt, deadline, solutions, solved, ...challenge }: ChallengeState) {
  return {
    ...challenge,
    issuedAt: BigInt(issuedAt),
    deadline: BigInt(deadline),
    solutions: BigInt(solutions),
    solved: BigInt(solved),
    status: OPEN,
    endedAt: 0n,
    verifiedPower: 0n,
  }
}

async function statusOfChallenge(...asked: Parameters<typeof chain.getChallengeDetails>): Promise<{ status: number }> {
  const { status } = await chain.getChallengeDetails(...asked)
  return { status }
}
