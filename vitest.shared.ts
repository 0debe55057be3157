import type { TestUserConfig } from 'vitest/config'

/** Tests import src: every workspace package answers to the condition `aiigo-source` with its TypeScript. */
const conditions = ['aiigo-source', 'module', 'node', 'import', 'default']

export function project(name: string, test: TestUserConfig = {}) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: { name, environment: 'node' as const, testTimeout: 30_000, ...test },
  }
}
