import { expect, test } from 'vitest'
import { asLogged, byteLength } from './byteLength.ts'

test('default', () => {
  const texts = ['', 'ipfs://a', 'é', '€', '😀', '😀a', '\ud83d', '\ude00\ud83d', '\ud83da', 'a\ud83d']
  expect(texts.map(byteLength)).toEqual(texts.map((text) => new TextEncoder().encode(text).length))
})

test('behavior: a text is logged as UTF-8 can say it', () => {
  const texts = ['', 'ipfs://a', '€😀', '\ud83d', '\ude00\ud83d', '😀\ud83da']
  const decoded = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text))
  expect(texts.map(asLogged)).toEqual(texts.map(decoded))
})
