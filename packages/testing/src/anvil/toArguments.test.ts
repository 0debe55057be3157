import { expect, test } from 'vitest'
import { toArguments } from './toArguments.ts'

test('default', () => {
  expect(toArguments({ noMining: true, chainId: 1, order: 'fees', pruneHistory: 64 })).toEqual([
    ...['--no-mining', '--chain-id', '1', '--order', 'fees', '--prune-history', '64'],
  ])
})

test('behavior: what is false is left out', () => {
  const flags = { noMining: false, pruneHistory: true }
  expect(toArguments(flags)).toEqual(['--prune-history'])
})
