import { keccak256, toHex } from 'viem'
import { expect, test } from 'vitest'
import { roles } from './roles.ts'

test('default', () => {
  const { admin, ...named } = roles
  for (const [name, role] of Object.entries(named)) expect(role).toBe(keccak256(toHex(`${name.toUpperCase()}_ROLE`)))
  expect(BigInt(admin)).toBe(0n)
})
