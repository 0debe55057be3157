import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it; one that is there already is fine. Not Node's `recursive`: where the system denies
 * the existence of a folder's own parent, as below /proc, that tries again for ever, in a thread that nothing ends.
 *
 * @throws what the system says; ENOTSUP where there is a parent and still no place for a folder
 */
export async function makeFolder(path: string): Promise<void> {
  if ((await tryFolder(path)) || dirname(path) === path) return
  await makeFolder(dirname(path))
  if (await tryFolder(path)) return
  throw Object.assign(new Error(`no folder can be made at ${path}`), { code: 'ENOTSUP' })
}

/** Whether it is there now; false when its parent is missing. */
async function tryFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return false
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    )
    if (isFolder) return true
    throw error
  }
}
