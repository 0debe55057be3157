import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

// Whoever has this repository, or a package of it, has not the documents that it was specified in: a rule is said where
// it counts, not cited.

const root = fileURLToPath(new URL('../../..', import.meta.url))
const absent = /\b(?:protocol|architecture|threats|quality|models)\.md\b/
const patterns = ['*.md', 'docs/**/*.md', '{packages,simulations,examples,bench}/**/*.{ts,md,json,yaml,css,js}']
const built = ['node_modules', 'dist', '.cache', 'generated']

test('default: no text cites a document that is not in the repository', () => {
  const files = patterns
    .flatMap((pattern) =>
      globSync(pattern, { cwd: root, exclude: (path) => built.some((one) => path.split(sep).includes(one)) }),
    )
    .filter((file) => !file.endsWith('citations.test.ts'))
  expect(files.length).toBeGreaterThan(300)
  const citing = files.filter((file) => absent.test(readFileSync(join(root, file), 'utf8')))
  expect(citing).toEqual([])
})
