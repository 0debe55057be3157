import type { Hex } from 'viem'
import { expect, test } from 'vitest'
import { createEvm } from './evm.ts'

const START = 1_700_000_000
const SENDER: Hex = '0x00000000000000000000000000000000000000aa'
const CONTRACT: Hex = '0x00000000000000000000000000000000000000cc'

/** Returns the time, the block's randomness and the hash of the block before. */
const PLACE: Hex = '0x425f5244602052600143034060405260605ff3'
/** Counts its calls in slot 0. */
const COUNT: Hex = '0x5f54600101805f555f5260205ff3'

const words = (data: Hex) =>
  data
    .slice(2)
    .match(/.{64}/g)!
    .map((word): Hex => `0x${word}`)

async function start(code: Hex) {
  const evm = await createEvm(31_337, START)
  await evm.setBalance(SENDER, 100n)
  await evm.setCode(CONTRACT, code)
  evm.begin(START + 5)
  const call = (from: Hex = SENDER, value = 0n) => evm.transact({ from, to: CONTRACT, data: '0x', value })
  return { evm, call }
}

test('default', async () => {
  const { evm, call } = await start(PLACE)
  const { time, prevrandao, parentHash, number } = evm.latest()
  const [seenTime, ...seen] = words((await call()).data)
  expect([BigInt(seenTime!), number]).toEqual([BigInt(START + 5), 1])
  expect(seen).toEqual([prevrandao, parentHash])
  expect(time).toBe(START + 5)
})

test('behavior: two of the same are the same, block for block', async () => {
  const [one, other] = [await start(PLACE), await start(PLACE)]
  expect(one.evm.latest()).toEqual(other.evm.latest())
  expect(await one.call()).toEqual(await other.call())
})

test('behavior: nothing costs gas, and value goes where it is sent', async () => {
  const { evm, call } = await start('0x')
  expect(await call(SENDER, 40n)).toEqual({ logs: [], data: '0x' })
  expect([await evm.balanceOf(SENDER), await evm.balanceOf(CONTRACT)]).toEqual([60n, 40n])
})

test('behavior: a view changes nothing, a contract may send', async () => {
  const { evm, call } = await start(COUNT)
  await call()
  await call(CONTRACT)
  expect(BigInt((await call()).data)).toBe(3n)
  await expect(evm.read(CONTRACT, '0x')).rejects.toThrow(CONTRACT)
  expect(BigInt((await call()).data)).toBe(4n)
})

test('behavior: what was remembered comes back, whatever was remembered later', async () => {
  const { evm, call } = await start(COUNT)
  await call()
  const [before, back] = [evm.latest(), await evm.snapshot()]
  evm.begin(START + 6)
  await call()
  await evm.snapshot()
  await call()
  await back()
  expect(evm.latest()).toEqual(before)
  expect(BigInt((await call()).data)).toBe(2n)
})

test('error: a contract that reverts says why, and the machine what else stops it', async () => {
  const reverting = await start('0x60015f5360015ffd')
  expect(await reverting.call()).toEqual({ logs: [], data: '0x01', fault: 'revert' })
  const invalid = await start('0xfe')
  expect(await invalid.call()).toEqual({ logs: [], data: '0x', fault: 'invalid opcode' })
})
