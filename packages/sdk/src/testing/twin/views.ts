import type { AbiFunction } from 'viem'
import type { Args, ContractName } from './codec.ts'
import { UnsupportedByTestMarketError } from './errors.ts'
import { escrowViews } from './escrowViews.ts'
import { governedViews, payoutViews } from './governedViews.ts'
import { marketplaceViews } from './marketplaceViews.ts'
import { coinViews, oracleViews } from './moneyViews.ts'
import { registryViews } from './registryViews.ts'
import type { Sight, Views } from './sight.ts'
import { verifierViews } from './verifierViews.ts'

const views: Record<ContractName, Views> = {
  nodeRegistry: { ...governedViews, ...payoutViews, ...registryViews },
  proofOfWorkVerifier: { ...governedViews, ...verifierViews },
  escrowManager: { ...governedViews, ...payoutViews, ...escrowViews },
  taskMarketplace: { ...governedViews, ...marketplaceViews },
  priceOracle: oracleViews,
  usdc: coinViews,
}

/** What a view answers. @throws ViewRefusal, UnsupportedByTestMarketError */
export function view(sight: Sight, { name }: AbiFunction, args: Args): unknown {
  const answer = views[sight.contract][name]
  if (!answer) throw new UnsupportedByTestMarketError(`the view ${sight.contract}.${name}`)
  return answer(sight, args as never)
}
