import { expect, test } from 'vitest'
import * as protocol from './index.ts'

test('default', () => {
  expect(Object.keys(protocol).sort()).toMatchInlineSnapshot(`
    [
      "RefusedError",
      "UnfittingEventError",
      "challengeIdOf",
      "challengeSeedOf",
      "commitmentOf",
      "countedSaltOf",
      "createState",
      "decide",
      "evolve",
      "freePower",
      "freshPower",
      "getAccruedFees",
      "getActiveNodes",
      "getAuction",
      "getBid",
      "getCreditOf",
      "getDisputeBond",
      "getEscrow",
      "getEscrowDetails",
      "getNode",
      "getNodeCount",
      "getNodeDetails",
      "getNodesByOwner",
      "getOpenTasks",
      "getProof",
      "getTask",
      "getTaskCount",
      "getTaskDetails",
      "getTasksByBuyer",
      "getTasksByProvider",
      "isBanned",
      "isCurrencyAccepted",
      "isExcluded",
      "isMarketEventName",
      "isNodeActive",
      "nodeIdOf",
      "taskIdOf",
      "trustLevelOf",
    ]
  `)
})
