import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      'bench/vitest.config.ts',
      'contracts/vitest.config.ts',
      'packages/*/vitest.config.ts',
      'simulations/vitest.config.ts',
      'examples/vitest.config.ts',
    ],
  },
})
