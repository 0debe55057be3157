import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // All cores but one, as is usual, but no fewer than two: half of the tests wait for a chain or a browser.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      'bench/vitest.config.ts',
      'contracts/vitest.config.ts',
      'packages/*/vitest.config.ts',
      'simulations/vitest.config.ts',
      'examples/vitest.config.ts',
    ],
  },
})
