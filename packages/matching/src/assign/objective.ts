import { InvalidArgumentError } from '@aiigo/core'
import { duration } from '../checks.ts'
import { maxOpenTasks } from '../criteria.ts'
import { expOfNegative } from '../expOfNegative.ts'
import { checkOptions, type RankOptions } from '../rank.ts'
import { type CheckedWeights, checkWeights } from '../weights.ts'

const objectives = ['score', 'cheapest', 'fairest'] as const

/**
 * What a batch is assigned for.
 *
 * - `score`: the largest sum of scores. A request that nobody takes counts 0.
 * - `cheapest`: as many requests as can be, and these at the smallest sum of asking prices. Weights play no part. However
 *   far prices lie apart, neither what nobody pays nor what some have to pay hides a difference between the others: prices
 *   are compared to the last unit where places are what is short, and where power is, to a hundred-millionth of the highest
 *   that is paid.
 * - `fairest`: the largest sum of scores where of a node's k-th open task only the part k^−α counts, α being `fairness`.
 *   So a further task goes to a busy node only where it is that much better than an idle one.
 */
export type Objective = (typeof objectives)[number]

export type AssignOptions = Pick<RankOptions, 'weights' | 'tierOrder'> & {
  /** `score` when there is none. */
  objective?: Objective | undefined
  /**
   * α of `fairest`, 0 or more: at 0 it is `score`, at 1 (when there is none) a second task counts half, a third a third;
   * the larger, the more it matters only how many nodes have something to do.
   */
  fairness?: number | undefined
}

/** The objective in numbers. */
export type Goal = {
  /** By which pairs are scored. */
  weights: CheckedWeights
  /** By which they are chosen. */
  choice: CheckedWeights
  /** Whether prices are measured against one another, and not each against its request's budget. */
  isCheapest: boolean
  /** Whether a task's worth depends on how many others its node has. */
  isFair: boolean
  /** By tier, what comes on top of the score: two for each tier that comes later in the order. */
  tierBonus: readonly number[]
  /** The worth of a request that nobody takes. */
  unassigned: number
  /** What part of its worth counts of a task that is the k-th open one of its node. */
  shares: Float64Array
}

/** @throws InvalidArgumentError naming the option, also one that there is not. */
export function checkAssignOptions(options: AssignOptions, requests: number): Goal {
  if (typeof options !== 'object' || options === null) throw new InvalidArgumentError('options', 'an object', options)
  const { objective = 'score', fairness, weights, tierOrder, ...others } = options
  for (const name of Object.keys(others)) {
    throw new InvalidArgumentError(`options.${name}`, 'one of objective, fairness, weights, tierOrder', name)
  }
  if (!objectives.includes(objective)) {
    throw new InvalidArgumentError('options.objective', `one of ${objectives.join(', ')}`, objective)
  }
  checkFairness(fairness, objective)
  const checked = checkOptions({ weights, tierOrder })
  const isCheapest = objective === 'cheapest'
  return {
    weights: checked.weights,
    choice: isCheapest ? checkWeights({ price: 1 }) : checked.weights,
    isCheapest,
    isFair: objective === 'fairest',
    tierBonus: checked.places.map((place) => 2 * (Math.max(...checked.places) - place)),
    // Below all that the others could gain together, of whom none is worth more than 5.
    unassigned: isCheapest ? -6 * requests : 0,
    shares: sharesOf(objective === 'fairest' ? (fairness ?? 1) : 0),
  }
}

function checkFairness(fairness: unknown, objective: Objective): void {
  if (fairness === undefined) return
  if (objective !== 'fairest') {
    throw new InvalidArgumentError('options.fairness', "nothing unless the objective is 'fairest'", fairness)
  }
  if (!duration.holds(fairness)) throw new InvalidArgumentError('options.fairness', duration.expected, fairness)
}

/** The natural logarithms of 1 to 10, the first for 0 as well: a node's tasks are counted from 1. */
const logarithms = [
  0,
  0,
  Math.LN2,
  1.0986122886681098,
  1.3862943611198906,
  1.6094379124341003,
  1.791759469228055,
  1.9459101490553132,
  2.0794415416798357,
  2.1972245773362196,
  Math.LN10,
]

/** k^−α for k from 0 to {@link maxOpenTasks}; the derivative of the utility that α-fairness adds up. */
function sharesOf(fairness: number): Float64Array {
  return Float64Array.from({ length: maxOpenTasks + 1 }, (_, k) => expOfNegative(fairness * logarithms[k]!))
}
