import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeHtml, scriptJson } from './escape.ts'

test('default', () => {
  expect(escapeHtml(`<b title="a">'&'</b>`)).toBe('&#60;b title=&#34;a&#34;&#62;&#39;&#38;&#39;&#60;/b&#62;')
  expect(scriptJson('</script>')).toBe('"\\u003c/script\\u003e"')
})

test('behavior: no text ends its element or its attribute', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(escapeHtml(text))))
})

test('behavior: every value comes back from the script as it went in, and none ends the script', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = scriptJson(value)
      expect(text).not.toMatch(/[<>&\u2028\u2029]/)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
