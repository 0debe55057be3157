import { expect, test } from 'vitest'
import { generate, outdated } from './generate.ts'

const abis = 'clients/src/generated/abis.ts'

test('default', () => {
  expect(outdated(), 'run `pnpm --filter @aiigo/clients generate` and commit what changes').toEqual([])
})

test('behavior: ABIs, errors and bytecode are apart, and say that they are generated', () => {
  const files = generate()
  expect(Object.keys(files)).toEqual([
    ...['abis', 'errors', 'bytecode'].map((name) => `clients/src/generated/${name}.ts`),
    'protocol/src/generated/commands.ts',
    'protocol/src/generated/errors.ts',
    'testing/src/generated/usdCoin.ts',
  ])
  for (const text of Object.values(files)) expect(text).toMatch(/^\/\/ Generated .* Do not edit\.\n/)
  expect(files[abis]).not.toMatch(/0x[0-9a-f]{100}/)
  expect(files[abis]).not.toContain('internalType')
})

test('behavior: an ABI is sorted, and has each item once', () => {
  for (const abi of generate()[abis]!.split('\nexport const ').slice(1)) {
    const lines = abi.split('\n').filter((line) => line.startsWith('  {'))
    expect(new Set(lines).size).toBe(lines.length)
    const kinds = lines.map((line) => JSON.parse(line.replace(/,$/, '')).type)
    expect(kinds).toEqual([...kinds].sort())
  }
})
