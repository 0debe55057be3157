import type { MarketState } from '@aiigo/protocol'
import { accessQuestions } from './access.ts'
import { challengeQuestions } from './challenges.ts'
import { governanceQuestions } from './governance.ts'
import { moneyQuestions } from './money.ts'
import { nodeQuestions } from './nodes.ts'
import type { Question } from './question.ts'
import { taskQuestions } from './tasks.ts'

/** What the contracts are asked at a block of `time` (Unix seconds): everything that the state holds and their views tell. */
export function questionsOf(state: MarketState, time: number): Question[] {
  return [
    ...accessQuestions(state),
    ...governanceQuestions(state),
    ...nodeQuestions(state, time),
    ...challengeQuestions(state),
    ...taskQuestions(state),
    ...moneyQuestions(state),
  ]
}
