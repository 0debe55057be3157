import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // On two cores there would be one; half of the tests wait for a chain or a browser.
    maxWorkers: 2,
    projects: [
      'bench/vitest.config.ts',
      'contracts/vitest.config.ts',
      'packages/*/vitest.config.ts',
      'simulations/vitest.config.ts',
      'examples/vitest.config.ts',
    ],
  },
})
