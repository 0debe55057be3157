import type { Address } from 'viem'

/** Where a market is: what `deployMarketplace` returns and what `contracts/deployments/<chainId>.json` holds. */
export type Deployment = {
  readonly chainId: number
  readonly contracts: {
    readonly nodeRegistry: Address
    readonly proofOfWorkVerifier: Address
    readonly escrowManager: Address
    readonly taskMarketplace: Address
    readonly priceOracle: Address
  }
  /** The block of the deployment: before it there are no events. */
  readonly block: bigint
}
