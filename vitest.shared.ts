import { availableParallelism } from 'node:os'
import type { TestUserConfig } from 'vitest/config'

/** Tests import src: every workspace package answers to the condition `aiigo-source` with its TypeScript. */
const conditions = ['aiigo-source', 'module', 'node', 'import', 'default']

/** All cores but one, as is usual, but no fewer than two: half of the tests wait for a chain or a browser. Each project says it: they do not take it from the root. */
const maxWorkers = Math.max(2, availableParallelism() - 1)

export function project(name: string, test: TestUserConfig = {}) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: { name, environment: 'node' as const, testTimeout: 30_000, maxWorkers, ...test },
  }
}
