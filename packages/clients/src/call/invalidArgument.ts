import { InvalidArgumentError } from '@aiigo/core'
import { type Abi, type AbiFunction, type Address, encodeAbiParameters, getAbiItem } from 'viem'

/**
 * The first argument of a call that does not fit its type in the ABI, as the error to throw; undefined when all fit.
 * Looked for only after a call has failed: what is sent is encoded by viem anyway, which refuses what does not fit.
 */
export function invalidArgument(call: {
  abi: Abi
  address: Address
  functionName: string
  args: readonly unknown[]
}): InvalidArgumentError | undefined {
  const { abi, functionName, args } = call
  const item = getAbiItem({ abi, name: functionName, args } as never) as AbiFunction | undefined
  for (const [i, input] of (item?.inputs ?? []).entries()) {
    try {
      encodeAbiParameters([input], [args[i]])
    } catch (error) {
      const hint = (error as { shortMessage?: string }).shortMessage
      return new InvalidArgumentError(input.name ?? String(i), expected(input.type), args[i], hint)
    }
  }
  return undefined
}

function expected(type: string): string {
  if (type === 'address') return 'an address, 0x and 40 hex digits'
  if (type === 'string') return 'a string'
  if (type.startsWith('bytes')) return `hex of the ABI type ${type}`
  const words = Number(type.replace(/^u?int/, '')) > 48 ? 'a bigint' : 'a whole number'
  return /^u?int\d+$/.test(type) ? `${words} of the ABI type ${type}` : `a value of the ABI type ${type}`
}
