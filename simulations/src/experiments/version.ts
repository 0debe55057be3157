/** Of the simulator; it stands in package.json too. */
export const VERSION = '0.1.0'
