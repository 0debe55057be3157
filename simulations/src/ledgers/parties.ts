import { addressOf } from '../engine/address.ts'

/** Who governs the markets of the simulator: owner and reviewer, nobody's key. */
export const GOVERNOR = addressOf('governor')

/** Who rules on disputes in them, nobody's key either. */
export const ARBITRATOR = addressOf('arbitrator')

/** Where their fees and slashes go. */
export const TREASURY = addressOf('treasury')
