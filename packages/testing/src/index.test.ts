import { expect, test } from 'vitest'
import * as testing from './index.ts'

test('default', () => {
  expect(Object.keys(testing).sort()).toMatchInlineSnapshot(`
    [
      "AnvilDiedError",
      "AnvilNotFoundError",
      "AnvilPortInUseError",
      "AnvilStartError",
      "anvilBinary",
      "startAnvil",
      "startDeployedChain",
      "startFaultProxy",
      "testAccount",
      "usdCoinAbi",
      "usdCoinBytecode",
    ]
  `)
})
