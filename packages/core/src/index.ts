export { checkAmount, checkChoice, checkInteger, checkObject, type Integer, type Range } from './check.ts'
export { BaseError, type BaseErrorOptions, InvalidArgumentError } from './errors.ts'
export {
  type DisputeOptions,
  type DisputeSplit,
  disputeBondUp,
  feeDown,
  type PaymentSplit,
  slashDown,
  splitDispute,
  splitPayment,
  taskCostUp,
  taskGrace,
} from './feeMath.ts'
export { hashWords, type Word } from './hashWords.ts'
export { BPS, clamp, divUp, maxOf, maxUint256, minOf } from './integer.ts'
export {
  AssignmentMode,
  AttemptFailure,
  BidStatus,
  DisputeOutcome,
  Eligibility,
  EscrowStatus,
  NodeStatus,
  ResourceType,
  TaskOutcome,
  TaskStatus,
} from './nouns.ts'
export {
  defineParameters,
  type FixedParameters,
  type GovernedParameters,
  type ParameterBounds,
  type ParameterOverrides,
  type Parameters,
  type PerResourceType,
  parameterBounds,
  parameters,
} from './parameters.ts'
export {
  challengeWork,
  computePower,
  halvePool,
  type NextDifficultyOptions,
  nextDifficulty,
  type PooledWork,
  pooledPower,
  poolWork,
  solutionTarget,
} from './proofOfWork.ts'
export { type Role, roles } from './roles.ts'
export {
  clampReputation,
  isReviewDue,
  reputationAfterChallenge,
  successRateDown,
  type TrustedNode,
  type TrustLevel,
  trustLevel,
} from './trustLevel.ts'
export { formatDecimal, formatEth, formatUsdc, parseDecimal, parseEth, parseUsdc } from './units.ts'
