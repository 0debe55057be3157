#!/usr/bin/env node
import { BaseError, InvalidArgumentError } from '@aiigo/core'
import { Command, CommanderError } from 'commander'
import { bench } from './cli/bench.ts'
import { isKeptAlive } from './cli/findGpu.ts'
import { solveAndPrint } from './cli/solve.ts'
import { verify } from './verify.ts'

const interrupt = new AbortController()
const { signal } = interrupt
// Every time: a terminal and the package runner in between may both pass on one Ctrl-C.
const onInterrupt = () => interrupt.abort()
process.on('SIGINT', onInterrupt)

const program = new Command('aiigo-pow').description("AIIGO's proof of work")
program.exitOverride().showHelpAfterError()

program
  .command('solve')
  .description('print the lowest solving nonces, one a line')
  .argument('<seed>', '32 bytes in hex')
  .argument('<difficulty>', 'expected hashes for one solution')
  .argument('[count]', 'how many solutions', '1')
  .argument('[start]', 'the first nonce to try', '0')
  .option('--backend <name>', "what hashes: 'cpu' or 'gpu'", 'cpu')
  .option('--workers <number>', 'threads of the CPU; 0 is this one', wholeNumber('workers'))
  .action(async (seed, difficulty, count, start, flags) => {
    const isFound = await solveAndPrint({
      seed,
      difficulty: integer('difficulty', difficulty),
      count: Number(integer('count', count)),
      start: integer('start', start),
      ...flags,
      signal,
    })
    if (!isFound) fail('Not found: the nonces end at 2^64 - 1.', 1)
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
  .command('bench')
  .description('measure this machine: hashes a second by CPU and GPU, and the power that they count as on the market')
  .option('--ms <number>', 'how long to measure each, in milliseconds', wholeNumber('ms'), 1_000)
  .option(
    '--workers <number>',
    'threads of the CPU; 0 is this one (default: one, and one a core)',
    wholeNumber('workers'),
  )
  .action((flags) => bench({ ...flags, signal }))

program.parseAsync().catch(explain).then(end)

function explain(error: unknown): void {
  if (signal.aborted) fail('Stopped.', 130)
  // What commander throws it has said already.
  else if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else if (error instanceof BaseError) fail(error.message, error instanceof InvalidArgumentError ? 2 : 1)
  else throw error
}

/** From here on a Ctrl-C ends the process, whatever keeps it alive. What is known to do so is not waited for. */
async function end(): Promise<void> {
  await Promise.all([written(process.stdout), written(process.stderr)])
  process.off('SIGINT', onInterrupt)
  if (isKeptAlive()) process.exit()
}

/** Resolves when everything is with whoever reads the stream, or nobody does any more. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()))
}

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
