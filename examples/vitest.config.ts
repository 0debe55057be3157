import { defineConfig } from 'vitest/config'
import { project } from '../vitest.shared.ts'

export default defineConfig(project('examples', { testTimeout: 60_000 }))
