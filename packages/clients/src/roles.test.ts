import { roles } from '@aiigo/core'
import { keccak256, toHex } from 'viem'
import { expect, test } from 'vitest'

test('default', () => {
  const { admin, ...named } = roles
  for (const [name, role] of Object.entries(named)) expect(role).toBe(keccak256(toHex(`${name.toUpperCase()}_ROLE`)))
  expect(BigInt(admin)).toBe(0n)
})
