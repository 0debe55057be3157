#!/usr/bin/env node
import { BaseError, computePower, InvalidArgumentError } from '@aiigo/core'
import { Command, CommanderError } from 'commander'
import { hashRate } from './hashRate.ts'
import { availableCores, solve } from './solve.ts'
import { verify } from './verify.ts'

const program = new Command('aiigo-pow').description("AIIGO's proof of work")
program.exitOverride().showHelpAfterError()

program
  .command('solve')
  .description('print the lowest solving nonces, one a line')
  .argument('<seed>', '32 bytes in hex')
  .argument('<difficulty>', 'expected hashes for one solution')
  .argument('[count]', 'how many solutions', '1')
  .argument('[start]', 'the first nonce to try', '0')
  .option('--workers <number>', 'threads; 0 is this one', wholeNumber('workers'))
  .action(async (seed, difficulty, count, start, { workers }) => {
    const solution = await solve({
      seed,
      difficulty: integer('difficulty', difficulty),
      count: Number(integer('count', count)),
      start: integer('start', start),
      ...(workers === undefined ? {} : { workers }),
    })
    if (!solution) return fail('Not found: the nonces end at 2^64 - 1.', 1)
    for (const nonce of solution.nonces) console.log(String(nonce))
  })

program
  .command('verify')
  .description('say whether nonces solve; exit code 1 when not')
  .argument('<seed>', '32 bytes in hex')
  .argument('<difficulty>', 'expected hashes for one solution')
  .argument('<nonces...>', 'strictly increasing')
  .action((seed, difficulty, nonces: string[]) => {
    const wanted = nonces.map((nonce) => integer('nonces', nonce))
    const isValid = verify({ seed, difficulty: integer('difficulty', difficulty), nonces: wanted })
    console.log(isValid ? 'valid' : 'not valid')
    if (!isValid) process.exitCode = 1
  })

program
  .command('rate')
  .description('measure this machine')
  .option('--ms <number>', 'how long, in milliseconds', wholeNumber('ms'), 1_000)
  .option('--workers <number>', 'threads; 0 is this one', wholeNumber('workers'), availableCores())
  .action(async ({ ms, workers }) => {
    const rate = await hashRate({ ms, workers })
    const threads = workers === 0 ? 'in this thread' : `with ${workers} worker${workers === 1 ? '' : 's'}`
    // An hour's worth, so that the slot that computePower counts at least does not matter.
    const teraflops = Number(computePower(BigInt(Math.round(rate * 3_600)), 3_600)) / 1e18
    console.log(`${(rate / 1e6).toFixed(2)} MH/s ${threads}, counted as ${teraflops.toFixed(4)} TFLOPS`)
  })

program.parseAsync().catch((error) => {
  // What commander throws it has said already.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else if (error instanceof BaseError) fail(error.message, error instanceof InvalidArgumentError ? 2 : 1)
  else throw error
})

function integer(name: string, text: string): bigint {
  if (/^-?\d+$/.test(text)) return BigInt(text)
  throw new InvalidArgumentError(name, 'a whole number in decimal', text)
}

function wholeNumber(name: string) {
  return (text: string) => Number(integer(name, text))
}

function fail(message: string, code: number): void {
  console.error(message)
  process.exitCode = code
}
