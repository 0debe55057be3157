/** US dollars for one ETH as the price oracle says it: with 18 decimals, of which a scenario means nine. */
export function usdForEth(ethUsd: number): bigint {
  return BigInt(Math.round(ethUsd * 1e9)) * 10n ** 9n
}
