import * as chain from '@aiigo/clients'
import { ResourceType } from '@aiigo/core'
import type { MarketState } from '@aiigo/protocol'
import * as twin from '@aiigo/protocol'
import { type Question, question } from './question.ts'

/** What governance decides, apart from currencies and treasuries. */
export function governanceQuestions(state: MarketState): Question[] {
  return [
    question('getArbitrator', chain.getArbitrator, {}, state.arbitrator),
    question('getPriceOracle', chain.getPriceOracle, {}, state.priceOracle),
    ...parameterQuestions(state),
    ...Object.values(ResourceType).map((resourceType) => {
      const price = twin.getReferencePrice(state, resourceType)
      return question('getReferencePrice', chain.getReferencePrice, { resourceType }, price)
    }),
  ]
}

function parameterQuestions(state: MarketState): Question[] {
  return [
    question('getPlatformFeeBps', chain.getPlatformFeeBps, {}, twin.getPlatformFeeBps(state)),
    question('getNodeRegistryParameters', chain.getNodeRegistryParameters, {}, twin.getNodeRegistryParameters(state)),
    question(
      'getProofOfWorkVerifierParameters',
      chain.getProofOfWorkVerifierParameters,
      {},
      twin.getProofOfWorkVerifierParameters(state),
    ),
    question(
      'getTaskMarketplaceParameters',
      chain.getTaskMarketplaceParameters,
      {},
      twin.getTaskMarketplaceParameters(state),
    ),
  ]
}
