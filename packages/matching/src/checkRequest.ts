import { InvalidArgumentError, type ResourceType } from '@aiigo/core'
import { address, amount, bytes32, type Check, integer, optional, positiveAmount, text } from './checks.ts'
import type { Request } from './types.ts'

/** A request that has been checked, with its defaults filled in and its ids in lower case. */
export type Query = {
  buyer: string
  resourceType: ResourceType
  requiredPower: bigint
  maxPricePerHour: bigint
  minTrustLevel: number
  regions: ReadonlySet<string> | undefined
  minUptimeBps: number
  failedNodes: ReadonlySet<string>
}

const fields: { [field in keyof Required<Request>]: Check } = {
  buyer: address,
  resourceType: integer(0, 4),
  requiredPower: amount,
  maxPricePerHour: positiveAmount,
  minTrustLevel: optional(integer(0, 4)),
  regions: {
    expected: 'an array of at least one region; leave it out to accept any',
    holds: (value) => value === undefined || (isArrayOf(value, text.holds) && value.length > 0),
  },
  minUptimeBps: optional(integer(0, 10_000)),
  failedNodes: {
    expected: 'an array of node ids (0x and 64 hexadecimal digits)',
    holds: (value) => value === undefined || isArrayOf(value, bytes32.holds),
  },
}

const entries = Object.entries(fields) as [keyof Request, Check][]

/** @throws InvalidArgumentError naming the field as `name.field`, also one that a request does not have. */
export function checkRequest(request: Request, name = 'request'): Query {
  if (typeof request !== 'object' || request === null) throw new InvalidArgumentError(name, 'an object', request)
  for (const [field, { expected, holds }] of entries) {
    const value = request[field]
    if (!holds(value)) throw new InvalidArgumentError(`${name}.${field}`, expected, value)
  }
  for (const field of Object.keys(request)) {
    if (!Object.hasOwn(fields, field)) {
      throw new InvalidArgumentError(`${name}.${field}`, `one of ${Object.keys(fields).join(', ')}`, field)
    }
  }
  return {
    buyer: request.buyer.toLowerCase(),
    resourceType: request.resourceType,
    requiredPower: request.requiredPower,
    maxPricePerHour: request.maxPricePerHour,
    minTrustLevel: Math.max(1, request.minTrustLevel ?? 1),
    regions: request.regions && new Set(request.regions),
    minUptimeBps: request.minUptimeBps ?? 0,
    failedNodes: new Set(request.failedNodes?.map((nodeId) => nodeId.toLowerCase())),
  }
}

function isArrayOf(value: unknown, holds: (item: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(holds)
}
