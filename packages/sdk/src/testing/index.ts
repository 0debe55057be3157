export { AnvilDiedError, AnvilNotFoundError, AnvilPortInUseError, AnvilStartError } from '@aiigo/testing'
export { type CreateTestChainOptions, createTestChain, type TestChain, type TestUser } from './createTestChain.ts'
