// JSON that keeps bigint. No event of the market has an object with the key `$bigint`.

export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? { $bigint: `${one}` } : one))
}

export function fromJson(text: string): unknown {
  return JSON.parse(text, (_, one) => (one?.$bigint === undefined ? one : BigInt(one.$bigint)))
}
