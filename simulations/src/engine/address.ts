import { getAddress, keccak256, toHex } from 'viem/utils'

/** The account of an agent: the same in every run, with nobody's key behind it. */
export function addressOf(name: string): `0x${string}` {
  return getAddress(`0x${keccak256(toHex(`aiigo-sim/${name}`)).slice(-40)}`)
}
