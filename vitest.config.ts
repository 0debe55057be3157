import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      'contracts/vitest.config.ts',
      'packages/*/vitest.config.ts',
      'simulations/vitest.config.ts',
      'examples/vitest.config.ts',
    ],
  },
})
