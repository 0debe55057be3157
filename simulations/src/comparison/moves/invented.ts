import { type Hex, numberToHex } from 'viem'
import type { World } from '../world.ts'

// An insider has tasks of its own invention, so that the others' go on.

/** Below it are the ids of tasks that nobody posted. */
export const INVENTED = 2n ** 32n

export function invented({ luck }: World): Hex {
  return numberToHex(1 + luck.below(2 ** 30), { size: 32 })
}
