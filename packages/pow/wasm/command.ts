import type { Wat } from './lanes.ts'
import { capacity, layout } from './layout.ts'

const at = layout.command
/** 256-bit numbers are eight i32 limbs, the least significant first. */
const cells = {
  argc: at,
  argsSize: at + 4,
  written: at + 8,
  iovec: at + 16,
  difficulty: at + 32,
  number: at + 64,
  remainder: at + 96,
  digits: at + 128,
  pointers: at + 192,
  text: at + 256,
} as const

/** How many nonces one call of `search` tries: short enough that an engine that optimises between calls gets to. */
const slice = 1 << 15

const usage = 'usage: aiigo-pow.wasm <seed> <difficulty> <count> <start>\n'
const messages = {
  usage,
  seed: `aiigo-pow: seed must be 32 bytes in hex, 64 digits after an optional 0x\n${usage}`,
  difficulty: `aiigo-pow: difficulty must be a whole number from 1 to 2^256 - 1\n${usage}`,
  count: `aiigo-pow: count must be a whole number from 1 to 2^32 - 1\n${usage}`,
  start: `aiigo-pow: start must be a whole number from 0 to 2^64 - 1\n${usage}`,
  exhausted: 'aiigo-pow: not found, the nonces end at 2^64 - 1\n',
} as const

type Message = keyof typeof messages

const placed = place()

function place(): Record<Message, { address: number; length: number }> {
  let address: number = cells.text
  const entries = Object.entries(messages).map(([name, text]) => {
    const entry = [name, { address, length: text.length }] as const
    address += text.length
    return entry
  })
  if (address > layout.args) throw new Error('The messages do not fit below the arguments.')
  return Object.fromEntries(entries) as Record<Message, { address: number; length: number }>
}

const data = Object.entries(messages).map(
  ([name, text]) => `(data (i32.const ${placed[name as Message].address}) "${text.replaceAll('\n', '\\0a')}")`,
)

/** Says it on stderr and ends the process. */
const fail = (message: Message, code: number): Wat =>
  `(call $fail (i32.const ${placed[message].address}) (i32.const ${placed[message].length}) (i32.const ${code}))`

const argument = (n: number): Wat => `(i32.load (i32.const ${cells.pointers + 4 * n}))`

/**
 * The module as a WASI command: `aiigo-pow.wasm <seed> <difficulty> <count> <start>` prints the lowest `count` solving
 * nonces from `start`, one a line, each as soon as it is known. Exit code 0; 1 when the nonces end first or the output
 * cannot be written; 2 for bad arguments. Written by hand, because it is all input, output and long division.
 */
export const command = {
  imports: `
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))`,

  functions: `
  ${data.join('\n  ')}

  ;; Writes all of it, however many calls that takes.
  (func $write (param $fd i32) (param $from i32) (param $length i32)
    (block $done
      (loop $more
        (br_if $done (i32.eqz (local.get $length)))
        (i32.store (i32.const ${cells.iovec}) (local.get $from))
        (i32.store (i32.const ${cells.iovec + 4}) (local.get $length))
        (if (call $fd_write (local.get $fd) (i32.const ${cells.iovec}) (i32.const 1) (i32.const ${cells.written}))
          (then (call $proc_exit (i32.const 1)) (unreachable)))
        (local.set $from (i32.add (local.get $from) (i32.load (i32.const ${cells.written}))))
        (local.set $length (i32.sub (local.get $length) (i32.load (i32.const ${cells.written}))))
        (br $more))))

  (func $fail (param $from i32) (param $length i32) (param $code i32)
    (call $write (i32.const 2) (local.get $from) (local.get $length))
    (call $proc_exit (local.get $code))
    (unreachable))

  (func $printLine (param $value i64) (local $at i32)
    (local.set $at (i32.const ${cells.digits + 31}))
    (i32.store8 (local.get $at) (i32.const 10))
    (loop $digit
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at) (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $value) (i64.const 10)))))
      (local.set $value (i64.div_u (local.get $value) (i64.const 10)))
      (br_if $digit (i64.ne (local.get $value) (i64.const 0))))
    (call $write (i32.const 1) (local.get $at) (i32.sub (i32.const ${cells.digits + 32}) (local.get $at))))

  (func $hexDigit (param $c i32) (result i32)
    (if (i32.lt_u (i32.sub (local.get $c) (i32.const 48)) (i32.const 10))
      (then (return (i32.sub (local.get $c) (i32.const 48)))))
    (local.set $c (i32.sub (i32.or (local.get $c) (i32.const 32)) (i32.const 97)))
    (select (i32.add (local.get $c) (i32.const 10)) (i32.const -1) (i32.lt_u (local.get $c) (i32.const 6))))

  ;; Reads the seed; 0 when it is not one.
  (func $readSeed (param $at i32) (result i32) (local $i i32) (local $high i32) (local $low i32)
    (if (i32.eq (i32.load16_u (local.get $at)) (i32.const 0x7830))
      (then (local.set $at (i32.add (local.get $at) (i32.const 2)))))
    (loop $byte
      (local.set $high (call $hexDigit (i32.load8_u (local.get $at))))
      (if (i32.lt_s (local.get $high) (i32.const 0)) (then (return (i32.const 0))))
      (local.set $low (call $hexDigit (i32.load8_u offset=1 (local.get $at))))
      (if (i32.lt_s (local.get $low) (i32.const 0)) (then (return (i32.const 0))))
      (i32.store8 offset=${layout.seed} (local.get $i)
        (i32.or (i32.shl (local.get $high) (i32.const 4)) (local.get $low)))
      (local.set $at (i32.add (local.get $at) (i32.const 2)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $byte (i32.ne (local.get $i) (i32.const 32))))
    (i32.eqz (i32.load8_u (local.get $at))))

  (func $clear (param $number i32)
    (i64.store (local.get $number) (i64.const 0))
    (i64.store offset=8 (local.get $number) (i64.const 0))
    (i64.store offset=16 (local.get $number) (i64.const 0))
    (i64.store offset=24 (local.get $number) (i64.const 0)))

  ;; Reads a decimal number of at most 256 bits into eight limbs; 0 when it is not one.
  (func $readNumber (param $at i32) (param $to i32) (result i32) (local $c i32) (local $i i32) (local $carry i64)
    (call $clear (local.get $to))
    (if (i32.eqz (i32.load8_u (local.get $at))) (then (return (i32.const 0))))
    (loop $digit
      (local.set $c (i32.sub (i32.load8_u (local.get $at)) (i32.const 48)))
      (if (i32.ge_u (local.get $c) (i32.const 10)) (then (return (i32.const 0))))
      (local.set $carry (i64.extend_i32_u (local.get $c)))
      (local.set $i (i32.const 0))
      (loop $limb
        (local.set $carry (i64.add (local.get $carry)
          (i64.mul (i64.const 10) (i64.load32_u (i32.add (local.get $to) (local.get $i))))))
        (i64.store32 (i32.add (local.get $to) (local.get $i)) (local.get $carry))
        (local.set $carry (i64.shr_u (local.get $carry) (i64.const 32)))
        (local.set $i (i32.add (local.get $i) (i32.const 4)))
        (br_if $limb (i32.ne (local.get $i) (i32.const 32))))
      (if (i64.ne (local.get $carry) (i64.const 0)) (then (return (i32.const 0))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $digit (i32.load8_u (local.get $at))))
    (i32.const 1))

  ;; Whether the limbs from the given one on are all zero.
  (func $zeroFrom (param $number i32) (param $limb i32) (result i32)
    (local.set $limb (i32.shl (local.get $limb) (i32.const 2)))
    (loop $next
      (if (i32.load (i32.add (local.get $number) (local.get $limb))) (then (return (i32.const 0))))
      (local.set $limb (i32.add (local.get $limb) (i32.const 4)))
      (br_if $next (i32.ne (local.get $limb) (i32.const 32))))
    (i32.const 1))

  ;; target = (2^256 - 1) / difficulty, bit by bit: every bit of the dividend is one.
  (func $divide (local $bit i32) (local $word i64) (local $carry i64) (local $i i32)
    (call $clear (i32.const ${cells.remainder}))
    (local.set $bit (i32.const 255))
    (loop $bits
      (local.set $carry (i64.const 1))
      (local.set $i (i32.const 0))
      (loop $limb
        (local.set $word (i64.or (local.get $carry)
          (i64.shl (i64.load32_u offset=${cells.remainder} (local.get $i)) (i64.const 1))))
        (i64.store32 offset=${cells.remainder} (local.get $i) (local.get $word))
        (local.set $carry (i64.shr_u (local.get $word) (i64.const 32)))
        (local.set $i (i32.add (local.get $i) (i32.const 4)))
        (br_if $limb (i32.ne (local.get $i) (i32.const 32))))
      (if (i32.or (i32.wrap_i64 (local.get $carry)) (call $atLeastDifficulty)) (then
        (call $subtractDifficulty)
        (call $setTargetBit (local.get $bit))))
      (local.set $bit (i32.sub (local.get $bit) (i32.const 1)))
      (br_if $bits (i32.ge_s (local.get $bit) (i32.const 0)))))

  (func $atLeastDifficulty (result i32) (local $i i32) (local $a i32) (local $b i32)
    (local.set $i (i32.const 28))
    (loop $limb
      (local.set $a (i32.load offset=${cells.remainder} (local.get $i)))
      (local.set $b (i32.load offset=${cells.difficulty} (local.get $i)))
      (if (i32.ne (local.get $a) (local.get $b)) (then (return (i32.gt_u (local.get $a) (local.get $b)))))
      (local.set $i (i32.sub (local.get $i) (i32.const 4)))
      (br_if $limb (i32.ge_s (local.get $i) (i32.const 0))))
    (i32.const 1))

  (func $subtractDifficulty (local $i i32) (local $word i64)
    (loop $limb
      (local.set $word (i64.add (i64.shr_s (local.get $word) (i64.const 32))
        (i64.sub (i64.load32_u offset=${cells.remainder} (local.get $i))
                 (i64.load32_u offset=${cells.difficulty} (local.get $i)))))
      (i64.store32 offset=${cells.remainder} (local.get $i) (local.get $word))
      (local.set $i (i32.add (local.get $i) (i32.const 4)))
      (br_if $limb (i32.ne (local.get $i) (i32.const 32)))))

  ;; The target's words lie the most significant first.
  (func $setTargetBit (param $bit i32) (local $word i32)
    (local.set $word (i32.shl (i32.sub (i32.const 3) (i32.shr_u (local.get $bit) (i32.const 6))) (i32.const 3)))
    (i64.store offset=${layout.target} (local.get $word)
      (i64.or (i64.load offset=${layout.target} (local.get $word))
              (i64.shl (i64.const 1) (i64.extend_i32_u (i32.and (local.get $bit) (i32.const 63)))))))

  (func $readArguments
    (drop (call $args_sizes_get (i32.const ${cells.argc}) (i32.const ${cells.argsSize})))
    (if (i32.ne (i32.load (i32.const ${cells.argc})) (i32.const 5)) (then ${fail('usage', 2)}))
    (if (i32.gt_u (i32.load (i32.const ${cells.argsSize})) (i32.const ${layout.pages * 65536 - layout.args}))
      (then ${fail('usage', 2)}))
    (drop (call $args_get (i32.const ${cells.pointers}) (i32.const ${layout.args}))))

  (func $print (param $from i32) (param $to i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (call $printLine (i64.load offset=${layout.nonces} (i32.shl (local.get $from) (i32.const 3))))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $next))))

  (func $start (export "_start") (local $count i32) (local $nonce i64) (local $tries i64) (local $found i32)
    (call $readArguments)
    (if (i32.eqz (call $readSeed ${argument(1)})) (then ${fail('seed', 2)}))
    (if (i32.or (i32.eqz (call $readNumber ${argument(2)} (i32.const ${cells.difficulty})))
                (call $zeroFrom (i32.const ${cells.difficulty}) (i32.const 0))) (then ${fail('difficulty', 2)}))
    (if (i32.eqz (call $readNumber ${argument(3)} (i32.const ${cells.number}))) (then ${fail('count', 2)}))
    (local.set $count (i32.load (i32.const ${cells.number})))
    (if (i32.or (i32.eqz (local.get $count)) (i32.eqz (call $zeroFrom (i32.const ${cells.number}) (i32.const 1))))
      (then ${fail('count', 2)}))
    (if (i32.eqz (call $readNumber ${argument(4)} (i32.const ${cells.number}))) (then ${fail('start', 2)}))
    (if (i32.eqz (call $zeroFrom (i32.const ${cells.number}) (i32.const 2))) (then ${fail('start', 2)}))
    (local.set $nonce (i64.load (i32.const ${cells.number})))
    (call $divide)
    (call $prepare)
    (loop $search
      ;; What is left up to 2^64, which is 0 here when start is 0; then a whole slice is left in any case.
      (local.set $tries (i64.sub (i64.const 0) (local.get $nonce)))
      (if (i64.gt_u (i64.sub (local.get $tries) (i64.const 1)) (i64.const ${slice - 1}))
        (then (local.set $tries (i64.const ${slice}))))
      (local.set $nonce (i64.add (local.get $nonce) (call $search (local.get $nonce) (local.get $tries)
        (select (local.get $count) (i32.const ${capacity}) (i32.lt_u (local.get $count) (i32.const ${capacity}))))))
      (local.set $found (i32.load (i32.const ${layout.found})))
      (call $print (i32.const 0) (local.get $found))
      (local.set $count (i32.sub (local.get $count) (local.get $found)))
      (if (local.get $count) (then
        (if (i64.eqz (local.get $nonce)) (then ${fail('exhausted', 1)}))
        (br $search)))))`,
} as const
