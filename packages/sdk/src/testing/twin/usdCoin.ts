import type { MarketState } from '@aiigo/protocol'
import { type Address, type Hex, maxUint256 } from 'viem'
import { type Args, encodeError } from './codec.ts'

/** The market's dollar without a chain: what of it the market does not know. Amounts in 1e-6 USDC. */
export type UsdCoin = {
  address: Address
  /** Held besides what the market moved. */
  own: Map<Address, bigint>
  /** By `owner:spender`. */
  allowances: Map<string, bigint>
  /** How many permits an owner signed. */
  nonces: Map<Address, bigint>
  supply: bigint
}

export function createUsdCoin(address: Address): UsdCoin {
  return { address, own: new Map(), allowances: new Map(), nonces: new Map(), supply: 0n }
}

export function copyUsdCoin(coin: UsdCoin): UsdCoin {
  const { own, allowances, nonces } = coin
  return { ...coin, own: new Map(own), allowances: new Map(allowances), nonces: new Map(nonces) }
}

export function balanceOf(coin: UsdCoin, state: MarketState, account: Address): bigint {
  return (coin.own.get(account) ?? 0n) + (state.balances.get(coin.address)?.get(account) ?? 0n)
}

export function allowance(coin: UsdCoin, owner: Address, spender: Address): bigint {
  return coin.allowances.get(`${owner}:${spender}`) ?? 0n
}

export function approve(coin: UsdCoin, owner: Address, spender: Address, value: bigint): void {
  coin.allowances.set(`${owner}:${spender}`, value)
}

/** Uses a part of an allowance up; the largest stays as it is. */
export function spend(coin: UsdCoin, owner: Address, spender: Address, value: bigint): void {
  const allowed = allowance(coin, owner, spender)
  if (allowed !== maxUint256) approve(coin, owner, spender, allowed - value)
}

export function mint(coin: UsdCoin, to: Address, amount: bigint): void {
  move(coin, to, amount)
  coin.supply += amount
}

export function transfer(coin: UsdCoin, from: Address, to: Address, amount: bigint): void {
  move(coin, from, -amount)
  move(coin, to, amount)
}

function move(coin: UsdCoin, account: Address, by: bigint): void {
  coin.own.set(account, (coin.own.get(account) ?? 0n) + by)
}

/** Why an owner's money would not move: the token's own custom error, allowance first; `allowed` is one that is still to come. */
export function refusal(
  coin: UsdCoin,
  state: MarketState,
  move: { owner: Address; value: bigint; spender?: Address; allowed?: bigint },
): Hex | undefined {
  const { owner, value, spender } = move
  const allowed = move.allowed ?? (spender ? allowance(coin, owner, spender) : maxUint256)
  if (allowed < value) return insufficient('ERC20InsufficientAllowance', { spender, allowance: allowed, needed: value })
  const balance = balanceOf(coin, state, owner)
  if (balance < value) return insufficient('ERC20InsufficientBalance', { sender: owner, balance, needed: value })
  return undefined
}

function insufficient(errorName: string, args: Args): Hex {
  return encodeError(errorName, args)
}
