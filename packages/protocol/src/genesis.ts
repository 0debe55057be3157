import { parameters as defaults, type Parameters, type PerResourceType, roles } from '@aiigo/core'
import type { EventContract, MarketEvent, MarketEventArgs, MarketEventName } from './events.ts'
import { type Address, type Hex, ETH as NOBODY } from './hex.ts'
import type { MarketDeployment } from './state.ts'

/** Who does what in a market from its first second on, and by which numbers. */
export type GenesisOptions = {
  deployment: MarketDeployment & { priceOracle: Address }
  /** Who sends the transactions of the deployment, and keeps nothing. */
  deployer: Address
  owner: Address
  treasury: Address
  arbitrator: Address
  /** The owner, where not given; so the next two. */
  pauser?: Address
  reviewer?: Address
  challenger?: Address
  /** The currency beside ETH. @default none */
  usdc?: Address | undefined
  /** @default those of @aiigo/core */
  parameters?: Parameters
  /** wei for one TFLOPS for one hour. @default prices for tests, as `deployMarketplace` */
  referencePrices?: PerResourceType
  /** Unix seconds of the first contract's block. @default 0 */
  time?: number
  /** Number of the first contract's block; each of the four has one of its own. @default 0 */
  block?: number
}

/** As in `deployMarketplace` of @aiigo/clients. */
const testPrices: PerResourceType = [
  15n * 10n ** 12n,
  14n * 10n ** 14n,
  12n * 10n ** 16n,
  12n * 10n ** 15n,
  24n * 10n ** 15n,
]

/**
 * What a deployment says, in the order in which it says it: the log of a market before anybody does anything. Events that
 * are no part of the state (of proxies, and of references between the contracts) are left out.
 *
 * @example const state = genesis({ deployment, deployer, owner, treasury, arbitrator }).reduce(evolve, createState(parameters, deployment))
 */
export function genesis(options: GenesisOptions): MarketEvent[] {
  const { time = 0, block = 0 } = options
  return births(options).flatMap(([contract, sayings], nth) =>
    sayings.map(
      ([name, args], index) => ({ name, args, contract, time: time + nth, block: block + nth, index }) as MarketEvent,
    ),
  )
}

type Saying = { [name in MarketEventName]: [name, MarketEventArgs[name]] }[MarketEventName]

function births(options: GenesisOptions): [EventContract, Saying[]][] {
  const { treasury, usdc, parameters = defaults } = options
  const { platformFeeBps } = parameters
  return [
    ['nodeRegistry', registryBirth(options, parameters)],
    ['proofOfWorkVerifier', verifierBirth(options, parameters)],
    [
      'escrowManager',
      [
        ...access(options, [[roles.releaser, options.deployment.taskMarketplace], pauserOf(options)]),
        ['TreasuryUpdated', { oldTreasury: NOBODY, newTreasury: treasury }],
        ['PlatformFeeUpdated', { oldFeeBps: 0n, newFeeBps: platformFeeBps }],
        ...(usdc ? [['CurrencyUpdated', { currency: usdc, accepted: true }] satisfies Saying] : []),
      ],
    ],
    ['taskMarketplace', marketplaceBirth(options, parameters)],
  ]
}

function registryBirth(options: GenesisOptions, parameters: Parameters): Saying[] {
  const { deployment, arbitrator, treasury, owner, reviewer = owner } = options
  const { registrationFee, minimumStake, insuranceBond, stakeCooldown, proofValidity } = parameters
  const grants: Grant[] = [
    [roles.verifier, deployment.proofOfWorkVerifier],
    [roles.marketplace, deployment.taskMarketplace],
    [roles.reviewer, reviewer],
    pauserOf(options),
    [roles.arbitrator, arbitrator],
  ]
  const governed = { registrationFee, minimumStake, insuranceBond, stakeCooldown, proofValidity }
  return [
    ...access(options, grants),
    ['TreasuryUpdated', { oldTreasury: NOBODY, newTreasury: treasury }],
    ['NodeRegistryParametersUpdated', { parameters: governed }],
  ]
}

function verifierBirth(options: GenesisOptions, parameters: Parameters): Saying[] {
  const { owner, challenger = owner } = options
  const { solutionsPerChallenge, challengeTargetTime, challengeDeadline, challengeInterval, initialDifficulty } =
    parameters
  const governed = { solutionsPerChallenge, challengeTargetTime, challengeDeadline, challengeInterval }
  return [
    ...access(options, [[roles.challenger, challenger], pauserOf(options)]),
    ['ProofOfWorkVerifierParametersUpdated', { parameters: { ...governed, initialDifficulty } }],
  ]
}

function marketplaceBirth(options: GenesisOptions, parameters: Parameters): Saying[] {
  const { arbitrator, deployment, referencePrices = testPrices } = options
  const { smallestTaskEth, smallestTaskUsdc, reputationFeeFloorEth, reputationFeeFloorUsdc } = parameters
  const { smallTaskLimitUsd, openWindow, startWindow, reviewWindow, disputeWindow, attempts } = parameters
  const { commitWindow, revealWindow, selectionWindow } = parameters
  const governed = {
    ...{ smallestTaskEth, smallestTaskUsdc, reputationFeeFloorEth, reputationFeeFloorUsdc, smallTaskLimitUsd },
    ...{ openWindow, startWindow, reviewWindow, disputeWindow, attempts, commitWindow, revealWindow, selectionWindow },
  }
  return [
    ...access(options, [pauserOf(options)]),
    ['PriceOracleUpdated', { oldOracle: NOBODY, newOracle: deployment.priceOracle }],
    ['ArbitratorUpdated', { oldArbitrator: NOBODY, newArbitrator: arbitrator }],
    ['TaskMarketplaceParametersUpdated', { parameters: governed }],
    ...referencePrices.map((price, resourceType): Saying => ['ReferencePriceUpdated', { resourceType, price }]),
  ]
}

type Grant = [role: Hex, account: Address]

function pauserOf({ owner, pauser = owner }: GenesisOptions): Grant {
  return [roles.pauser, pauser]
}

function access({ owner, deployer: sender }: GenesisOptions, grants: readonly Grant[]): Saying[] {
  const all: Grant[] = [[roles.admin, owner], ...grants]
  return all.map(([role, account]) => ['RoleGranted', { role, account, sender }])
}
