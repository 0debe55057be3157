import {
  type ChallengeHistory,
  getChallenge,
  getChallengeDetails,
  getNextChallengeAt,
  getNextDifficulty,
  getProof,
  getVerificationHistory,
  type MarketState,
} from '@aiigo/protocol'
import { type Question, question, some, UNKNOWN_ID } from './question.ts'

const verifier = 'proofOfWorkVerifier'

/** What the verifier tells of nodes and of every challenge that there was. */
export function challengeQuestions(state: MarketState, history: ChallengeHistory): Question[] {
  const nodes = [...state.nodes.keys(), UNKNOWN_ID]
  const challenges = [...latest(history.keys()), UNKNOWN_ID]
  return [
    question(verifier, 'getProof', nodes, (id) => ({ args: [id], expected: getProof(state, id) })),
    question(verifier, 'nextDifficulty', nodes, (id) => ({ args: [id], expected: getNextDifficulty(state, id) })),
    question(verifier, 'nextChallengeAt', nodes, (id) => ({ args: [id], expected: getNextChallengeAt(state, id) })),
    question(verifier, 'getVerificationHistory', [...some(state.nodes.keys(), 24), UNKNOWN_ID], (id) => {
      return { args: [id], expected: getVerificationHistory(history, id) }
    }),
    question(verifier, 'getChallenge', challenges, (id) => ({ args: [id], expected: getChallenge(history, id) })),
    question(verifier, 'getChallengeDetails', challenges, (id) => {
      return { args: [id], expected: getChallengeDetails(history, id) }
    }),
  ]
}

/** What ended long ago does not change any more, and was asked for then. */
function latest<item>(items: Iterable<item>): item[] {
  return [...items].slice(-200)
}
