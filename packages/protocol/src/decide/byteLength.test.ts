import { expect, test } from 'vitest'
import { byteLength } from './byteLength.ts'

test('default', () => {
  const texts = ['', 'ipfs://a', 'é', '€', '😀', '😀a', '\ud83d', '\ude00\ud83d', '\ud83da', 'a\ud83d']
  expect(texts.map(byteLength)).toEqual(texts.map((text) => new TextEncoder().encode(text).length))
})
