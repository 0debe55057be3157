import { expect, test } from 'vitest'
import { stableJson } from './column.ts'

test('default', () => {
  expect(stableJson({ b: 1n, a: [{ d: 1, c: undefined }] })).toBe('{"a":[{"d":1}],"b":"1"}')
})

test('behavior: the order of keys does not change the text', () => {
  expect(stableJson({ x: 1, y: { p: 1, q: 2 } })).toBe(stableJson({ y: { q: 2, p: 1 }, x: 1 }))
})

test('behavior: a key named __proto__ is a key like any other', () => {
  expect(stableJson(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}')
})
