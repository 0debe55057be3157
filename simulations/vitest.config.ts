import { configDefaults, defineConfig } from 'vitest/config'
import { project } from '../vitest.shared.ts'

// Whole runs on a chain of their own: seconds on a free machine, more where two cores do everything at once.
const exclude = [...configDefaults.exclude, '**/*.deep.test.ts']
export default defineConfig(project('simulations', { testTimeout: 180_000, hookTimeout: 180_000, exclude }))
