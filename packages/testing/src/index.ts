export { testAccount } from './accounts.ts'
export { AnvilNotFoundError, anvilBinary } from './anvil/anvilBinary.ts'
export { type Anvil, AnvilDiedError, AnvilPortInUseError, AnvilStartError, startAnvil } from './anvil/startAnvil.ts'
