import { defineConfig } from 'vitest/config'
import { project } from '../vitest.shared.ts'

// Compiles contracts/src several times over: seconds on a free machine, more where two cores do everything at once.
export default defineConfig(project('contracts', { testTimeout: 180_000, hookTimeout: 180_000 }))
