import { z } from 'zod'
import type { Spread } from '../engine/distributions.ts'
import { nearest } from './nearest.ts'
import { type Parser, parseNumber } from './quantities.ts'

// The building blocks of the scenario's schema: zod, with messages that say what was expected.

/** An object that has no other fields than these; an unknown one gets the nearest name suggested. */
export function fields<shape extends z.ZodRawShape>(shape: shape) {
  const names = Object.keys(shape)
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return `a mapping with the fields ${names.join(', ')}`
      const meant = nearest(String((issue.keys as string[])[0]), names)
      return meant ? `the field \`${meant}\`` : `one of the fields ${names.join(', ')}`
    },
  })
}

/** One quantity. */
export function quantity(parse: Parser) {
  return z.unknown().transform((value, context): number => {
    const parsed = parse(value)
    if (typeof parsed === 'number') return parsed
    context.addIssue({ code: 'custom', message: parsed.expected, input: value })
    return z.NEVER
  })
}

export function choice<const names extends readonly [string, ...string[]]>(names: names) {
  return z.enum(names, {
    error: (issue) => {
      const meant = typeof issue.input === 'string' ? nearest(issue.input, names) : undefined
      return `one of ${names.join(', ')}${meant ? ` (perhaps \`${meant}\`)` : ''}`
    },
  })
}

/** A quantity that may be drawn: a constant, `{ from, to }`, or `{ median, spread, min, max }`. */
export function spread(parse: Parser) {
  return z.unknown().transform((value, context): Spread => {
    const read = readSpread(value, parse)
    if (typeof read === 'number' || !('expected' in read)) return read
    const { expected, path } = read
    context.addIssue({ code: 'custom', message: expected, path, input: value })
    return z.NEVER
  })
}

type Refused = { expected: string; path: string[] }

const refuse = (expected: string, ...path: string[]): Refused => ({ expected, path })

function readSpread(value: unknown, parse: Parser): Spread | Refused {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const parsed = parse(value)
    return typeof parsed === 'number' ? parsed : refuse(`${parsed.expected}, or { from, to }, or { median, spread }`)
  }
  const allowed = 'median' in value ? ['median', 'spread', 'min', 'max'] : ['from', 'to']
  const given = value as Record<string, unknown>
  const unknown = Object.keys(given).find((name) => !allowed.includes(name))
  if (unknown) return refuse('the fields { from, to } or { median, spread, min, max }', unknown)
  const numbers: Record<string, number> = {}
  for (const name of allowed.filter((name) => (name !== 'min' && name !== 'max') || name in given)) {
    const parsed = name === 'spread' ? parseSigma(given.spread ?? 0) : parse(given[name])
    if (typeof parsed !== 'number') return refuse(parsed.expected, ...(name in given ? [name] : []))
    numbers[name] = parsed
  }
  const { from = 0, to = 0, min = 0, max = Infinity } = numbers
  if (from > to) return refuse('`from` not above `to`', 'from')
  if (min > max) return refuse('`min` not above `max`', 'min')
  return numbers as Spread
}

/** The standard deviation of the logarithm: 0.3 is about ±30 %. */
const parseSigma = parseNumber(0, 3)
