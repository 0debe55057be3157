import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('./quickstart.ts', import.meta.url))
const readme = fileURLToPath(new URL('../../README.md', import.meta.url))

test('default', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--conditions=aiigo-source', program])
  // How many hashes it takes is chance.
  expect(stdout.replace(/with \d+ hashes/, 'with N hashes')).toMatchInlineSnapshot(`
    "The provider stakes 0.5 ETH and proves its power with N hashes.
    The buyer posts a task; 0.01 ETH wait in escrow.
    The provider delivers, the buyer approves, the escrow pays:

      buyer      -0.01 ETH  -100 %
      provider  0.0092 ETH    92 %
      platform  0.0008 ETH     8 %
    "
  `)
  expect(stderr).toBe('')
})

test("behavior: the README's snippet is this program, literally", async () => {
  const [, snippet] = /<!-- quickstart:begin -->\n```ts\n([\s\S]*?)```\n<!-- quickstart:end -->/.exec(
    await readFile(readme, 'utf8'),
  ) ?? [undefined, 'no snippet between its markers']
  expect(snippet).toBe(await readFile(program, 'utf8'))
})

test('behavior: it fits on one page', async () => {
  expect((await readFile(program, 'utf8')).trimEnd().split('\n').length).toBeLessThanOrEqual(40)
})
