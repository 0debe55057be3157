import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { CacheError } from '../ledgers/anvil/cacheError.ts'
import { OutputError } from './runFolder.ts'
import { runScenario } from './runScenario.ts'

// A real disk that is really full: 400 kB in memory. Only root of a Linux machine may make one.

const folder = mkdtempSync(join(tmpdir(), 'aiigo-full-'))
const isMounted = mount()
if (!isMounted) console.log('skipped: a small disk in memory may not be mounted here')

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

afterAll(() => {
  if (isMounted) execFileSync('umount', [folder])
  rmSync(folder, { recursive: true })
})

test.skipIf(!isMounted)(
  'error: no room for the run',
  async () => {
    const error = await runScenario({ scenario: 'tiny', out: folder }).catch((error) => error)
    expect(error).toBeInstanceOf(OutputError)
    expect(error.shortMessage).toMatch(/^The disk is full: .*tiny-1 could not be written\.$/)
    expect(readdirSync(folder)).toEqual([])
  },
  60_000,
)

test.skipIf(!isMounted)(
  'error: no room for the prepared chain',
  async () => {
    const cache = join(folder, 'cache')
    const out = mkdtempSync(join(tmpdir(), 'aiigo-out-'))
    const error = await runScenario({ scenario: 'tiny', out, cache }).catch((error) => error)
    expect(error).toBeInstanceOf(CacheError)
    expect(error.message).toContain('AIIGO_CACHE')
    expect([readdirSync(cache), readdirSync(out)]).toEqual([[], []])
    rmSync(out, { recursive: true })
  },
  60_000,
)
