import { checkInteger, checkObject, InvalidArgumentError } from '@aiigo/core'
import { checkSignal } from '../abortable.ts'
import { defaultRetry } from './retry.ts'
import type { FollowOptions, MarketOptions, RetryPolicy } from './types.ts'

/** The longest time that a timer takes, in milliseconds. */
const LONGEST_WAIT = 2n ** 31n - 1n

export type CheckedOptions = {
  depth: bigint
  blocksPerRequest: bigint
  policy: RetryPolicy
}

/** @throws InvalidArgumentError */
export function checkMarketOptions(options: MarketOptions): CheckedOptions {
  const { store, depth = 128, blocksPerRequest = 2_000, retry = {} } = checkObject('market', options)
  if (store !== undefined) checkStore(store)
  const policy = { ...defaultRetry, ...checkObject('market.retry', retry) }
  for (const [name, min] of [
    ['attempts', 1n],
    ['delay', 1n],
    ['maximumDelay', 1n],
  ] as const) {
    checkInteger(`market.retry.${name}`, policy[name], { min, max: LONGEST_WAIT })
  }
  return {
    depth: checkInteger('market.depth', depth, { min: 64n, max: 1_000_000n }),
    blocksPerRequest: checkInteger('market.blocksPerRequest', blocksPerRequest, { min: 1n, max: 1_000_000n }),
    policy,
  }
}

function checkStore(store: NonNullable<MarketOptions['store']>): void {
  const { load, save } = checkObject('market.store', store)
  if (typeof load === 'function' && typeof save === 'function') return
  throw new InvalidArgumentError('market.store', 'an object with the functions load and save', store)
}

/** @throws InvalidArgumentError, or the signal's reason */
export function checkFollowOptions(options: FollowOptions = {}): FollowOptions {
  const { signal, pollingInterval, onFault } = checkObject('options', options)
  if (pollingInterval !== undefined) checkInteger('pollingInterval', pollingInterval, { min: 1n, max: LONGEST_WAIT })
  if (onFault !== undefined && typeof onFault !== 'function') {
    throw new InvalidArgumentError('onFault', 'a function', onFault)
  }
  checkSignal(signal)
  return options
}
