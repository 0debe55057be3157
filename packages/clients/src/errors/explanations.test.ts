import type { AbiParameter } from 'viem'
import { expect, test } from 'vitest'
import { errorAbi } from '../generated/errors.ts'
import { type ErrorArgs, type ErrorName, explain } from './explanations.ts'

test('default', () => {
  const { message, hint } = explain('NodeRegistry_PaymentTooLow', {
    paid: 5n * 10n ** 17n,
    required: 6n * 10n ** 17n,
  })
  expect(message).toBe('Registering costs 0.6 ETH (fee and minimum stake), and 0.5 ETH were sent.')
  expect(hint).toBe('Send at least that; what exceeds it is stake.')
})

test.each(errorAbi.map((error) => [error.name, error] as const))(
  'behavior: %s says what and what to do',
  (_, error) => {
    const inputs = error.inputs as readonly AbiParameter[]
    const args = Object.fromEntries(inputs.map((input) => [input.name, sample(input)]))
    const { message, hint, retryable } = explain(error.name as ErrorName, args as ErrorArgs as never)
    expect(message).toMatch(/^.{15,250}\.$/)
    expect(hint).toMatch(/^.{10,250}\.$/)
    expect(message).not.toMatch(/undefined|NaN|\[object/)
    expect([true, false, undefined]).toContain(retryable)
  },
)

test('behavior: whoever only has to wait is told so', () => {
  const later = explain('ProofOfWorkVerifier_TooSoon', { nodeId: `0x${'11'.repeat(32)}`, allowedAt: 1_767_225_600n })
  expect(later.message).toContain('2026-01-01T00:00:00Z')
  expect(later.retryable).toBe(true)
})

function sample({ type }: AbiParameter): unknown {
  if (type === 'address') return `0x${'11'.repeat(20)}`
  if (type === 'string') return 'openWindow'
  if (type.startsWith('bytes')) return `0x${'22'.repeat(32)}`
  return Number(type.replace(/^u?int/, '')) > 48 ? 1_767_225_600n : 1
}
