import { expect, test } from 'vitest'
import * as core from './index.ts'

test('default: the public exports', () => {
  expect(Object.keys(core).sort()).toMatchInlineSnapshot(`
    [
      "BaseError",
      "DisputeOutcome",
      "InvalidArgumentError",
      "NodeStatus",
      "ResourceType",
      "TaskStatus",
      "challengeWork",
      "checkAmount",
      "checkInteger",
      "checkObject",
      "clampReputation",
      "computePower",
      "defineParameters",
      "disputeBondUp",
      "feeDown",
      "formatDecimal",
      "formatEth",
      "formatUsdc",
      "halvePool",
      "isReviewDue",
      "nextDifficulty",
      "parameterBounds",
      "parameters",
      "parseDecimal",
      "parseEth",
      "parseUsdc",
      "poolWork",
      "pooledPower",
      "reputationAfterChallenge",
      "slashDown",
      "solutionTarget",
      "splitDispute",
      "splitPayment",
      "successRateDown",
      "taskCostUp",
      "taskGrace",
      "trustLevel",
    ]
  `)
})
