import { addressOf } from '../engine/address.ts'

/** Who deploys their contracts: the first of the accounts that every anvil has. */
export const DEPLOYER = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

/** Who governs the markets of the simulator: owner and reviewer, nobody's key. */
export const GOVERNOR = addressOf('governor')

/** Who rules on disputes in them, nobody's key either. */
export const ARBITRATOR = addressOf('arbitrator')

/** Where their fees and slashes go. */
export const TREASURY = addressOf('treasury')
