import { defineConfig } from 'vitest/config'
import { project } from '../../vitest.shared.ts'

export default defineConfig(
  project('clients', { globalSetup: ['./vitest.setup.ts'], testTimeout: 60_000, hookTimeout: 60_000 }),
)
