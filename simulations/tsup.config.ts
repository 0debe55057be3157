import { defineConfig } from 'tsup'

// A program, not a library: one module format, no declarations. @aiigo/testing is private and has no build of its own.
export default defineConfig({
  entry: { 'cli/main': 'src/cli/main.ts' },
  format: 'esm',
  target: 'node24',
  clean: true,
  noExternal: ['@aiigo/testing'],
})
