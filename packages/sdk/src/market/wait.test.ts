import { expect, test } from 'vitest'
import { mapBounded } from './wait.ts'

const turn = () => new Promise((resolve) => setTimeout(resolve))

test('default', async () => {
  let [now, most] = [0, 0]
  const doubled = await mapBounded([3, 1, 2], 2, async (item) => {
    most = Math.max(most, ++now)
    for (let i = 0; i < item; i++) await turn()
    now--
    return 2 * item
  })
  expect(doubled).toEqual([6, 2, 4])
  expect(most).toBe(2)
})

test('args: no items, and more places than items', async () => {
  expect(await mapBounded([], 2, turn)).toEqual([])
  expect(await mapBounded([1], 2, async (item) => item)).toEqual([1])
})

test('error: after the first failure nothing is begun', async () => {
  const begun: number[] = []
  const work = async (item: number) => {
    begun.push(item)
    await turn()
    if (item === 1) throw new Error(`item ${item}`)
  }
  await expect(mapBounded([0, 1, 2, 3, 4, 5, 6, 7], 3, work)).rejects.toThrow('item 1')
  for (let i = 0; i < 10; i++) await turn()
  // 3 took the place of 0 before 1 failed.
  expect(begun).toEqual([0, 1, 2, 3])
})

test('error: nor after one that fails at once', async () => {
  const begun: number[] = []
  const work = (item: number): Promise<void> => {
    begun.push(item)
    throw new Error(`item ${item}`)
  }
  await expect(mapBounded([0, 1, 2, 3], 2, work)).rejects.toThrow('item 0')
  await turn()
  expect(begun).toEqual([0])
})
