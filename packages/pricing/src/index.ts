export {
  type Bill,
  type BillLine,
  bill,
  type Grant,
  type PayAsYouGo,
  type PerMinute,
  type Plan,
  type Run,
  type Subscription,
  type Volume,
} from './bill.ts'
export type { Decimal } from './decimal.ts'
export {
  type Earnings,
  type EarningsOptions,
  earnings,
  HOURS_PER_MONTH,
  type UnitEarningsOptions,
  unitEarnings,
} from './earnings.ts'
export { medianPrice } from './medianPrice.ts'
export { type ProviderEarningsRow, providerEarningsTable } from './providerEarningsTable.ts'
export { type CurrencyQuote, type Quote, type QuoteOptions, quote } from './quote.ts'
export { type SuggestPriceOptions, suggestPrice } from './suggestPrice.ts'
export { type PriceSample, type TimeWindow, timeWeightedAverage } from './timeWeightedAverage.ts'
