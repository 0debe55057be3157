import { defineConfig } from 'vitest/config'
import { project } from '../vitest.shared.ts'

// What takes minutes, and so has a command of its own: `pnpm compare`.
export default defineConfig({
  ...project('deep', { include: ['src/**/*.deep.test.ts'], testTimeout: 1_800_000 }),
  root: import.meta.dirname,
})
