// A run as a person sees it: one line that changes on a terminal, a line now and then elsewhere, and each survivor as it turns up.

const EVERY = 25

export function createProgress(stream) {
  const counts = { killed: 0, survived: 0, equivalent: 0, invalid: 0 }
  let started = 0
  let total = 0

  function line() {
    const done = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const seconds = (performance.now() - started) / 1000
    const left = done === 0 ? '' : `, ${duration((seconds / done) * (total - done))} left`
    const other = `${counts.equivalent} with the same code, ${counts.invalid} that do not compile`
    return { done, text: `${done}/${total}: ${counts.killed} killed, ${counts.survived} survived, ${other}${left}` }
  }

  function show(text) {
    stream.write(stream.isTTY ? `\r\x1b[K${text}` : `${text}\n`)
  }

  return {
    step: (text) => show(`… ${text}`),
    start(mutants) {
      total = mutants.length
      started = performance.now()
    },
    verdict(mutant, { status }) {
      counts[status] += 1
      const { done, text } = line()
      if (status === 'survived')
        show(`survived: ${mutant.file}:${mutant.line} ${mutant.key}${stream.isTTY ? '\n' : ''}`)
      if (stream.isTTY || done % EVERY === 0 || done === total) show(text)
    },
    end({ total: counted, survivors }, stale) {
      if (stream.isTTY) stream.write('\n')
      const seconds = (performance.now() - started) / 1000
      console.log(
        `${counted.killed} killed, ${counted.survived} survived (${(counted.score * 100).toFixed(1)} %), ${duration(seconds)}`,
      )
      for (const { file, line: at, before, after, key, explanation } of survivors) {
        console.log(
          `\n${file}:${at}${explanation ? ' (explained)' : ''}\n${diff(before, '-')}\n${diff(after, '+')}\n  key: ${key}`,
        )
      }
      for (const key of stale) console.log(`\nexplained, and killed or gone: ${key}`)
    },
  }
}

function diff(lines, sign) {
  return lines
    .split('\n')
    .map((text) => `  ${sign}${text}`)
    .join('\n')
}

function duration(seconds) {
  return seconds < 90 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(0)} min`
}
