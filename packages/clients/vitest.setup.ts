import { buildContracts } from './scripts/generate.ts'

/** Once, before the tests: two that build at the same time would get into each other's way. */
export default function setup(): void {
  buildContracts()
}
