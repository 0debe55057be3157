import { expect, test } from 'vitest'
import * as report from './index.ts'

test('default', () => {
  expect(Object.keys(report).sort()).toMatchInlineSnapshot(`
    [
      "EmptyRunError",
      "RecordingError",
      "createRecorder",
      "formatSummary",
      "rewriteReport",
    ]
  `)
})
