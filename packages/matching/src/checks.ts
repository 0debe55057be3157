/** What a field must be, in words for the error and as a test. */
export type Check = { expected: string; holds: (value: unknown) => boolean }

const MAX_UINT256 = 2n ** 256n - 1n

export const bytes32: Check = {
  expected: '0x and 64 hexadecimal digits',
  holds: (value) => typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value),
}

export const address: Check = {
  expected: '0x and 40 hexadecimal digits',
  holds: (value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value),
}

/** Also what keeps an amount finite as a double, which the score is computed in. */
export const amount: Check = {
  expected: 'a bigint of 0 or more that fits into 256 bits',
  holds: (value) => typeof value === 'bigint' && value >= 0n && value <= MAX_UINT256,
}

export const positiveAmount: Check = {
  expected: 'a bigint above 0 that fits into 256 bits',
  holds: (value) => amount.holds(value) && value !== 0n,
}

export const flag: Check = { expected: 'true or false', holds: (value) => typeof value === 'boolean' }

export const text: Check = {
  expected: 'a string that is not empty',
  holds: (value) => typeof value === 'string' && value !== '',
}

export const duration: Check = {
  expected: 'a finite number of 0 or more',
  holds: (value) => typeof value === 'number' && value >= 0 && value < Infinity,
}

export function integer(low: number, high: number): Check {
  return {
    expected: high === Infinity ? `a whole number of ${low} or more` : `a whole number from ${low} to ${high}`,
    holds: (value) => Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high,
  }
}

export function optional({ expected, holds }: Check): Check {
  return { expected: `${expected}, or nothing`, holds: (value) => value === undefined || holds(value) }
}
