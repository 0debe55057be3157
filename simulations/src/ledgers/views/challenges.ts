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
import { type Question, questionOfEach, some, UNKNOWN_ID } from './question.ts'

const verifier = 'proofOfWorkVerifier'

/** What the verifier tells of nodes and of every challenge that there was. */
export function challengeQuestions(state: MarketState, history: ChallengeHistory): Question[] {
  const nodes = [...state.nodes.keys(), UNKNOWN_ID]
  const challenges = [...latest(history.keys()), UNKNOWN_ID]
  return [
    questionOfEach(verifier, 'getProof', nodes, (id) => getProof(state, id)),
    questionOfEach(verifier, 'nextDifficulty', nodes, (id) => getNextDifficulty(state, id)),
    questionOfEach(verifier, 'nextChallengeAt', nodes, (id) => getNextChallengeAt(state, id)),
    questionOfEach(verifier, 'getVerificationHistory', [...some(state.nodes.keys(), 24), UNKNOWN_ID], (id) =>
      getVerificationHistory(history, id),
    ),
    questionOfEach(verifier, 'getChallenge', challenges, (id) => getChallenge(history, id)),
    questionOfEach(verifier, 'getChallengeDetails', challenges, (id) => getChallengeDetails(history, id)),
  ]
}

/** What ended long ago does not change any more, and was asked for then. */
function latest<item>(items: Iterable<item>): item[] {
  return [...items].slice(-200)
}
