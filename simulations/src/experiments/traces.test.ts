import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { runScenario } from './runScenario.ts'

const data = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))
const missing = !existsSync(data)
if (missing) console.log('skipped: the market traces are not at ../shared/data')

const out = await mkdtemp(join(tmpdir(), 'aiigo-traces-'))
afterAll(() => rm(out, { recursive: true }))

test.skipIf(missing)(
  'behavior: a trace with times and tokens drives a day of inference',
  async () => {
    const trace = join(data, 'azure-llm-code.csv')
    const { kpis } = await runScenario({ scenario: 'inference-trace', trace, out })
    // A tenth of 8,819 rows, most of them within the day.
    expect(kpis.demand.tasks).toBeGreaterThan(700)
    expect(kpis.tasks.verified).toBeGreaterThan(500)
    expect(kpis.command).toBe('aiigo-sim run inference-trace --seed 1 --trace azure-llm-code.csv')
  },
  120_000,
)

test.skipIf(missing)(
  'behavior: a trace with durations alone drives three days of training',
  async () => {
    const trace = join(data, 'philly-runtime.csv')
    const { kpis } = await runScenario({ scenario: 'training-trace', trace, out })
    expect(Math.abs(kpis.demand.tasks - 450)).toBeLessThan(80)
    expect(kpis.tasks.verified).toBeGreaterThan(200)
  },
  120_000,
)

test('error: a trace for a scenario that has no demand to map it', async () => {
  await expect(runScenario({ scenario: 'tiny', trace: 'jobs.csv', out })).rejects.toThrow('`trace`')
})
