import { maxUint256 } from '@aiigo/core'
import { type Address, domainSeparator, zeroAddress } from 'viem'
import { permitDomain } from './permit.ts'
import type { Sight, Views } from './sight.ts'
import { allowance, balanceOf } from './usdCoin.ts'

const WAD = 10n ** 18n
/** USDC has 6 decimals, a dollar 18. */
const USDC_SCALE = 10n ** 12n

/** What FixedPriceOracle answers. */
export const oracleViews: Views = {
  ethUsd: ({ world }) => world.ethUsd ?? 0n,
  usdc: ({ world }) => world.coin.address,
  usdValue: usdValue,
}

/** An amount whose value does not fit is answered like one without a price. */
function usdValue({ world }: Sight, { currency, amount }: { currency: Address; amount: bigint }) {
  const { ethUsd = 0n, coin } = world
  const factor = currency === zeroAddress ? ethUsd : currency === coin.address ? USDC_SCALE : 0n
  const product = amount * factor
  if (factor === 0n || product > maxUint256) return [0n, false]
  return [currency === zeroAddress ? product / WAD : product, true]
}

/** What the market's dollar answers. */
export const coinViews: Views = {
  name: () => 'USD Coin',
  symbol: () => 'USDC',
  decimals: () => 6,
  totalSupply: ({ world }) => world.coin.supply,
  balanceOf: ({ world, market }, { account }: { account: Address }) => balanceOf(world.coin, market.state, account),
  allowance: ({ world }, { owner, spender }: { owner: Address; spender: Address }) =>
    allowance(world.coin, owner, spender),
  nonces: ({ world }, { owner }: { owner: Address }) => world.coin.nonces.get(owner) ?? 0n,
  DOMAIN_SEPARATOR: ({ world }) => domainSeparator({ domain: permitDomain(world) }),
  eip712Domain: ({ world }) => {
    const { name, version, chainId, verifyingContract } = permitDomain(world)
    return ['0x0f', name, version, BigInt(chainId), verifyingContract, `0x${'00'.repeat(32)}`, []]
  },
}
