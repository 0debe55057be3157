import { InvalidArgumentError } from '@aiigo/core'
import { type HDAccount, HDKey, hdKeyToAccount } from 'viem/accounts'

/**
 * The root key of "test test test test test test test test test test test junk", the phrase that anvil and most
 * development chains use. Everybody knows it: never send it anything of worth.
 */
const rootKey =
  'xprv9s21ZrQH143K3iDNSJZcYeHRe33FQ98DS1wZR9xstVPN8zs77wpsghZt41M6s72keKC1gW3ePJMyL19duV524VbEqWBW6BL5fJ4FopSgNLz'

let root: HDKey | undefined

/**
 * One of anvil's well-known accounts. The first ten hold 10,000 ETH on a chain started with `startAnvil()`; for more,
 * start it with `accounts: n`.
 *
 * @param index 0 and up
 * @example
 * const wallet = createWalletClient({ account: testAccount(0), transport: http(anvil.url) })
 */
export function testAccount(index: number): HDAccount {
  if (!Number.isSafeInteger(index) || index < 0) throw new InvalidArgumentError('index', 'a whole number from 0', index)
  root ??= HDKey.fromExtendedKey(rootKey)
  return hdKeyToAccount(root, { addressIndex: index })
}
