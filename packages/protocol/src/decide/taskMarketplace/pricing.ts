import { maxUint256 } from '@aiigo/core'
import { type Address, ETH } from '../../hex.ts'
import type { MarketState } from '../../state.ts'
import type { Context, Transaction } from '../transaction.ts'

/** Below it a task is small, and open to every node. */
const PUBLIC_TRUST_LEVEL = 2

const ETH_SCALE = 10n ** 18n
/** USDC has 6 decimals, a dollar 18. */
const USDC_SCALE = 10n ** 12n

/** Trust level 1 is for small tasks only; without a price that is fresh every task counts as not small. */
export function effectiveTrustLevel(tx: Transaction, asked: number, currency: Address, cost: bigint): number {
  if (asked >= PUBLIC_TRUST_LEVEL) return asked
  const value = usdValue(tx, currency, cost)
  return value !== undefined && value < tx.state.parameters.smallTaskLimitUsd ? 1 : PUBLIC_TRUST_LEVEL
}

/** In dollars with 18 decimals; undefined without a price. */
function usdValue({ state, context }: Transaction, currency: Address, amount: bigint): bigint | undefined {
  if (state.priceOracle === ETH) return undefined
  if (currency !== ETH) return isDollar(state, context, currency) ? amount * USDC_SCALE : undefined
  if (!context.ethUsd) return undefined
  const product = amount * context.ethUsd
  return product > maxUint256 ? undefined : product / ETH_SCALE
}

function isDollar({ currencies }: MarketState, { isDollar }: Context, currency: Address): boolean {
  return currencies.has(currency) && (isDollar?.(currency) ?? true)
}
