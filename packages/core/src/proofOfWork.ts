import { checkAmount, checkInteger, checkObject, type Integer } from './check.ts'
import { clamp, maxOf, maxUint256, minOf } from './integer.ts'
import { parameters } from './parameters.ts'

// The mirror of contracts/src/libraries/ProofOfWork.sol: work in expected hashes, time in seconds,
// power in 1e-18 TFLOPS. Rounding never gives power away: work rounds down, time rounds up.

/** Work and time pooled over a node's challenges, the older ones halved each time. */
export type PooledWork = {
  /** expected hashes */
  work: bigint
  /** seconds */
  time: bigint
}

export type NextDifficultyOptions = {
  /** of the challenge just ended, 1 to 2^64 */
  difficulty: bigint
  /** the node's pool, this challenge included */
  pooled: PooledWork
  /** k of the next challenge; by default 64 */
  solutions?: Integer
  /** seconds that the next challenge is meant to take; by default 300 */
  targetTime?: Integer
}

const WAD = 10n ** 18n

/**
 * The largest hash that solves: a nonce is a solution when `uint256(keccak256(seed ‖ nonce)) <= solutionTarget(difficulty)`.
 *
 * @throws InvalidArgumentError
 * @example solutionTarget(1n) === 2n ** 256n - 1n
 */
export function solutionTarget(difficulty: bigint): bigint {
  return maxUint256 / checkDifficulty(difficulty)
}

/**
 * The work that k solutions stand for: difficulty × max(k − 1, 1). k − 1, because the time to the k-th solution is a
 * Gamma, and (k − 1) / time is the estimate of its rate that is right on average.
 *
 * @throws InvalidArgumentError
 * @example challengeWork(2n ** 20n, 64) // 66060288n
 */
export function challengeWork(difficulty: bigint, solutions: Integer): bigint {
  return checkDifficulty(difficulty) * maxOf(checkSolutions(solutions) - 1n, 1n)
}

/**
 * Power for work done in a time: work × 1e18 / (max(seconds, 12) × BASE_DIFFICULTY), in 1e-18 TFLOPS, rounded down.
 * It takes every pair of uint256, and stops at the largest uint256.
 *
 * @param work expected hashes
 * @throws InvalidArgumentError
 * @example computePower(50_000_000n * 300n, 300) // 1000000000000000000n, one TFLOPS
 */
export function computePower(work: bigint, seconds: Integer): bigint {
  const elapsed = maxOf(checkInteger('seconds', seconds), parameters.minimumElapsed)
  return minOf((checkAmount('work', work) * WAD) / (elapsed * parameters.baseDifficulty), maxUint256)
}

/**
 * A pool after a passed challenge: what was there counts half (work down, time up), the new work and time in full.
 *
 * @param work of {@link challengeWork}
 * @param seconds that it took; fewer than 12 count as 12
 * @throws InvalidArgumentError
 * @example poolWork({ work: 1_000n, time: 301n }, 600n, 300) // { work: 1100n, time: 451n }
 */
export function poolWork(pooled: PooledWork, work: bigint, seconds: Integer): PooledWork {
  const before = checkPool(pooled)
  const elapsed = maxOf(checkInteger('seconds', seconds), parameters.minimumElapsed)
  return { work: before.work / 2n + checkAmount('work', work), time: (before.time + 1n) / 2n + elapsed }
}

/**
 * A pool after a failed challenge: half the work in the same time, so half the power. A challenge left unsolved must
 * cost, or the best of many would set the power.
 *
 * @throws InvalidArgumentError
 * @example halvePool({ work: 1_001n, time: 300n }) // { work: 500n, time: 300n }
 */
export function halvePool(pooled: PooledWork): PooledWork {
  const { work, time } = checkPool(pooled)
  return { work: work / 2n, time }
}

/**
 * A node's power: that of its pool, and zero once its last pass is longer ago than proofs count.
 *
 * @param age seconds since the last passed challenge
 * @param proofValidity seconds; by default 30 days
 * @throws InvalidArgumentError
 */
export function pooledPower(
  pooled: PooledWork,
  age: Integer,
  proofValidity: Integer = parameters.proofValidity,
): bigint {
  const { work, time } = checkPool(pooled)
  return checkInteger('age', age) > checkInteger('proofValidity', proofValidity) ? 0n : computePower(work, time)
}

/**
 * The difficulty at which a node of the pooled rate takes the target time for a whole challenge, rounded down:
 * (work / time) × targetTime / k. It moves by at most 4× from the last one, and stays within 1 to 2^64.
 * An empty pool says nothing: the difficulty stays.
 *
 * @throws InvalidArgumentError
 * @example
 * // Twice as fast as meant: twice as hard next time.
 * nextDifficulty({ difficulty: 1_000n, pooled: { work: 64_000n, time: 150n }, solutions: 64, targetTime: 300 }) // 2000n
 */
export function nextDifficulty(options: NextDifficultyOptions): bigint {
  const difficulty = checkDifficulty(checkObject('options', options).difficulty)
  const { work, time } = checkPool(options.pooled)
  const solutions = checkSolutions(options.solutions ?? parameters.solutionsPerChallenge)
  const targetTime = checkInteger('targetTime', options.targetTime ?? parameters.challengeTargetTime, { min: 1n })
  if (time === 0n) return difficulty
  const { maxDifficultyChange, maxDifficulty } = parameters
  const aim = (work * targetTime) / (time * solutions)
  const steady = clamp(aim, difficulty / maxDifficultyChange, difficulty * maxDifficultyChange)
  return clamp(steady, 1n, maxDifficulty)
}

function checkDifficulty(difficulty: bigint): bigint {
  return checkAmount('difficulty', difficulty, { min: 1n, max: parameters.maxDifficulty })
}

function checkSolutions(solutions: Integer): bigint {
  return checkInteger('solutions', solutions, { min: 1n })
}

function checkPool(pooled: PooledWork): PooledWork {
  const { work, time } = checkObject('pooled', pooled)
  return { work: checkAmount('pooled.work', work), time: checkAmount('pooled.time', time) }
}
