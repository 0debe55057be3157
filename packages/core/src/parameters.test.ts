import { describe, expect, test } from 'vitest'
import { InvalidArgumentError } from './errors.ts'
import { ResourceType } from './nouns.ts'
import { defineParameters, type GovernedParameters, parameterBounds, parameters } from './parameters.ts'

const governed = Object.keys(parameterBounds) as (keyof GovernedParameters)[]
const values = (name: keyof GovernedParameters): bigint[] => [parameters[name]].flat() as bigint[]

describe('parameters', () => {
  test('default: the values that a market begins with', () => {
    expect(parameters.registrationFee + parameters.minimumStake).toBe(600_000_000_000_000_000n)
    expect(parameters.platformFeeBps).toBe(800n)
    expect(parameters.initialDifficulty[ResourceType.IoT]).toBe(16_384n)
    expect(parameters.baseDifficulty).toBe(50_000_000n)
  })

  test('behavior: every default is within its bounds', () => {
    expect(governed).toHaveLength(24)
    for (const name of governed) {
      const { min, max } = parameterBounds[name]
      for (const value of values(name)) expect(value >= min && value <= max, name).toBe(true)
    }
  })

  test('behavior: nothing can be changed in place', () => {
    expect(Object.isFrozen(parameters) && Object.isFrozen(parameterBounds)).toBe(true)
    expect(Object.isFrozen(parameters.initialDifficulty) && Object.isFrozen(parameterBounds.attempts)).toBe(true)
  })
})

describe('defineParameters', () => {
  test('default: some values changed, the others as they were', () => {
    const own = defineParameters({ solutionsPerChallenge: 4, initialDifficulty: [1, 2, 3, 4, 5] })
    expect(own).toEqual({ ...parameters, solutionsPerChallenge: 4n, initialDifficulty: [1n, 2n, 3n, 4n, 5n] })
    expect(Object.isFrozen(own) && Object.isFrozen(own.initialDifficulty)).toBe(true)
    expect(defineParameters()).toEqual(parameters)
  })

  test('behavior: both bounds are allowed, one beyond is not', () => {
    for (const name of governed.filter((name) => name !== 'initialDifficulty')) {
      const { min, max } = parameterBounds[name]
      // Far enough apart that either may take any value.
      const apart = { challengeTargetTime: 10n, challengeDeadline: 86_400n, openWindow: 2_592_000n }
      if (name === 'openWindow') Object.assign(apart, { commitWindow: 60n, revealWindow: 60n, selectionWindow: 60n })
      for (const value of [min, max]) expect(defineParameters({ ...apart, [name]: value })[name]).toBe(value)
      for (const value of [min - 1n, max + 1n]) {
        expect(() => defineParameters({ ...apart, [name]: value }), name).toThrow(name)
      }
    }
  })

  test('error: a challenge that ends before it is expected to be solved', () => {
    expect(() => defineParameters({ challengeDeadline: 300n })).toThrow('challengeDeadline')
    expect(() => defineParameters({ challengeTargetTime: 1_800n })).toThrow(InvalidArgumentError)
    expect(defineParameters({ challengeDeadline: 301n }).challengeDeadline).toBe(301n)
  })

  test('error: an open window into which no round of bids fits', () => {
    const windows = { commitWindow: 3_600n, revealWindow: 3_600n, selectionWindow: 3_600n }
    expect(() => defineParameters({ ...windows, openWindow: 10_799n })).toThrow('openWindow')
    expect(defineParameters({ ...windows, openWindow: 10_800n }).openWindow).toBe(10_800n)
  })

  test('error: a fixed name, an unknown name, a fraction, four difficulties', () => {
    expect(() => defineParameters({ maxOpenTasks: 20n } as never)).toThrow(InvalidArgumentError)
    expect(() => defineParameters({ toString: 1n } as never)).toThrow(InvalidArgumentError)
    expect(() => defineParameters({ attempts: 1.5 })).toThrow(InvalidArgumentError)
    expect(() => defineParameters({ initialDifficulty: [1, 2, 3, 4] })).toThrow('five difficulties')
    expect(() => defineParameters({ initialDifficulty: [1, 2, 0, 4, 5] })).toThrow('initialDifficulty[2]')
    expect(() => defineParameters(null as never)).toThrow(InvalidArgumentError)
  })
})
