import { BaseError } from '@aiigo/core'
import type { EventContract, MarketEvent, MarketEventArgs, MarketEventName } from '../events.ts'
import type { ErrorArgs as CustomErrorArgs } from '../generated/errors.ts'
import type { Address, Hex } from '../hex.ts'
import type { MarketState } from '../state.ts'

/** What a transaction has besides its call. Addresses are compared as they are written: write each of them one way. */
export type Context = {
  sender: Address
  /** Wei that come with the call. @default 0n */
  value?: bigint
  /** Unix seconds of its block. */
  time: number
  /** Number of its block. */
  block: number
  /** Where its first event stands in the log of its block. @default 0 */
  index?: number
  /** Of the block before it. Only challenges read it, as the next one. */
  blockHash: Hex
  prevrandao: Hex
  /** USD for one ETH with 18 decimals; undefined where no source gives a fresh price. */
  ethUsd?: bigint | undefined
  /** Whether the price oracle takes a currency for its dollar. @default every one that is accepted */
  isDollar?: (currency: Address) => boolean
  /** Who would not take a payment, and so is credited. @default nobody */
  refuses?: (currency: Address, account: Address) => boolean
  /** What the contract at an address answers to `decimals()`. @default 6 everywhere */
  decimalsOf?: (currency: Address) => Decimals
}

/**
 * `noAnswer` is of a contract that reverts, or returns what is no number of eight bits. The refusal is `Reverted` then: what
 * such a contract says for itself is in no ABI of the market.
 */
export type Decimals = number | 'noContract' | 'noAnswer'

/** What a contract says when it refuses: its custom errors, the language's own panic, and a revert without a word. */
export type ErrorArgs = CustomErrorArgs & { Panic: { code: bigint }; Reverted: Record<never, never> }

export type ErrorName = keyof ErrorArgs

/** One transaction on its way: it reads the market as it was before, and collects what will have happened. */
export class Transaction {
  readonly events: MarketEvent[] = []
  readonly state: MarketState
  readonly context: Context

  constructor(state: MarketState, context: Context) {
    this.state = state
    this.context = context
  }

  emit<name extends MarketEventName>(contract: EventContract, name: name, args: MarketEventArgs[name]): void {
    const { time, block, index = 0 } = this.context
    this.events.push({ name, args, contract, time, block, index: index + this.events.length } as MarketEvent)
  }
}

/** Ends a transaction. No Error: nobody reads where in the twin a contract refused, and looking costs more than deciding. */
export class Refusal<name extends ErrorName = ErrorName> {
  readonly errorName: name
  readonly args: ErrorArgs[name]

  constructor(errorName: name, args: ErrorArgs[name]) {
    this.errorName = errorName
    this.args = args
  }
}

/** As `revert Name(…)`. Callers test first, so that nobody pays for the values of an error that does not come. */
export function refuse<name extends ErrorName>(errorName: name, args: ErrorArgs[name]): never {
  throw new Refusal(errorName, args)
}

/**
 * The contracts would refuse the command: the custom error that they would revert with.
 *
 * @example if (decision instanceof RefusedError && decision.is('NodeRegistry_StakeTooLow')) topUp(decision.args.required)
 */
export class RefusedError<name extends ErrorName = ErrorName> extends BaseError {
  override name = 'RefusedError'
  /** Such as `NodeRegistry_StakeTooLow`. */
  readonly errorName: name
  /** The values by the names that the contract gives them. */
  readonly args: ErrorArgs[name]

  constructor({ errorName, args }: Refusal<name>) {
    const values = Object.entries(args).map(([key, value]) => `${key}: ${value}`)
    super(`The contracts refuse: ${errorName}.`, {
      details: values,
      hint: 'decodeError of @aiigo/clients says what each error means and what to do.',
    })
    this.errorName = errorName
    this.args = args
  }

  /** Narrows to one error, and its args with it. */
  is<wanted extends ErrorName>(errorName: wanted): this is RefusedError<wanted> {
    return (this.errorName as ErrorName) === errorName
  }
}
