import { createState, type MarketEvent } from '@aiigo/protocol'
import { expect, test } from 'vitest'
import { createProgress } from './progress.ts'

const event = (name: MarketEvent['name'], args: object = {}) => ({ name, args }) as unknown as MarketEvent

test('default', () => {
  const counter = createProgress(2, () => {})
  counter.listen(event('TaskCreated'))
  counter.listen(event('TaskCreated'))
  counter.listen(event('EscrowReleased', { providerPayout: 92n, platformFee: 8n }))
  counter.listen(event('TaskCancelled'))
  counter.listen(event('TaskFailed'))
  counter.count({ tick: 0, time: 60, state: createState() })
  const { tasks, volume, tick, time } = counter.progress
  expect(tasks).toEqual({ posted: 2, paid: 1, failed: 2 })
  expect([volume, tick, time]).toEqual([100n, 1, 60])
})
