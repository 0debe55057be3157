import { InvalidArgumentError } from 'commander'

/** The door for an option that is a whole number. */
export function wholeNumber(max: number, min = 0) {
  return (text: string): number => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= min && value <= max) return value
    throw new InvalidArgumentError(
      `Expected: a whole number from ${min.toLocaleString('en-US')} to ${max.toLocaleString('en-US')}.`,
    )
  }
}
