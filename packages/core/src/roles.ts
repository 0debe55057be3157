/**
 * The roles of the contracts: keccak256 of their names in Solidity. `admin` is the owner. The comment says on which
 * contract a role means something.
 */
export const roles = {
  admin: '0x0000000000000000000000000000000000000000000000000000000000000000',
  /** all four */
  pauser: '0x65d7a28e3265b37a6474929f336521b332c1681b933f6cb9f3376673440d862a',
  /** NodeRegistry; held by ProofOfWorkVerifier */
  verifier: '0x0ce23c3e399818cfee81a7ab0880f714e53d7672b08df0fa62f2843416e1ea09',
  /** NodeRegistry; held by TaskMarketplace */
  marketplace: '0x0ea61da3a8a09ad801432653699f8c1860b1ae9d2ea4a141fadfd63227717bc8',
  /** NodeRegistry */
  reviewer: '0xc10c77be35aff266144ed64c26a1fa104bae2f284ae99ac4a34203454704a185',
  /** NodeRegistry: proposes bans. Who rules on disputes the marketplace knows: `getArbitrator`. */
  arbitrator: '0x16ceee8289685dd2a02b9c8ae81d2df373176ce53519e6284e2a2950d6546ffa',
  /** ProofOfWorkVerifier */
  challenger: '0xe752add323323eb13e36c71ee508dfd16d74e9e4c4fd78786ba97989e5e13818',
  /** EscrowManager; held by TaskMarketplace */
  releaser: '0x88f3509f0e42391f2d94ebfb2a37cbd0782b1b8f73715330017f4663290b8117',
} as const

export type Role = keyof typeof roles
