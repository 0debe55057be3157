// JSON for what JSON does not know: bigint, Map and Set. Nothing of the market is an object with one of these keys.

export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, one) => {
    if (typeof one === 'bigint') return { $bigint: `${one}` }
    if (one instanceof Map) return { $map: [...one] }
    return one instanceof Set ? { $set: [...one] } : one
  })
}

export function fromJson(text: string): unknown {
  return JSON.parse(text, (_, one) => {
    if (one?.$bigint !== undefined) return BigInt(one.$bigint)
    if (one?.$map) return new Map(one.$map)
    return one?.$set ? new Set(one.$set) : one
  })
}
