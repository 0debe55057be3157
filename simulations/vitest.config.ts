import { defineConfig } from 'vitest/config'
import { project } from '../vitest.shared.ts'

// Whole runs on a chain of their own: seconds on a free machine, more where two cores do everything at once.
export default defineConfig(project('simulations', { testTimeout: 180_000, hookTimeout: 180_000 }))
