import { rmSync } from 'node:fs'

/**
 * Removes a folder when this process exits, also where nothing is awaited any more: at the second Ctrl-C.
 *
 * @returns leaves it alone from now on
 */
export function removeAtExit(path: string): () => void {
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  process.on('exit', remove)
  return () => process.off('exit', remove)
}
