// Which contracts have code of a given piece of source in them, read off solc's source maps: exactly those are compiled for a mutant.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {Map<string, Map<string, Set<number>>>} Uses `path:Name` → file → offsets at which code of the contract begins */

/** @returns {Uses} of contracts compiled with source maps, see {startCompiler} */
export function usesOfContracts({ contracts, fileIds }) {
  const paths = new Map(Object.entries(fileIds).map(([path, id]) => [id, path]))
  return new Map(Object.entries(contracts).map(([id, evm]) => [id, offsets(evm, paths)]))
}

/** @returns {Uses} of what forge has compiled: the tests and their helpers */
export function usesOfArtifacts(project, copy, artifacts) {
  const builds = new Map()
  const uses = new Map()
  for (const [id, { file, build }] of artifacts) {
    const artifact = JSON.parse(readFileSync(join(copy, file), 'utf8'))
    if ((artifact.bytecode?.object ?? '0x') === '0x') continue
    uses.set(id, offsets(artifact, pathsOfBuild(project, copy, build, builds)))
  }
  return uses
}

/** The contracts among `uses` that have the function in them that a mutant changes. */
export function contractsWith({ file, definition }, uses) {
  const ofFile = contractsWithFile({ file }, uses)
  // A constant may be worked out by the compiler (the length of an array), and then leaves no trace of its own.
  if (!definition.isCode) return ofFile
  return ofFile.filter((id) => [...uses.get(id).get(file)].some((at) => at >= definition.start && at < definition.end))
}

/** The contracts that have anything at all of the file of a mutant in them. */
export function contractsWithFile({ file }, uses) {
  return [...uses].filter(([, files]) => files.has(file)).map(([id]) => id)
}

function offsets({ bytecode, deployedBytecode }, paths) {
  const files = new Map()
  for (const map of [bytecode.sourceMap, deployedBytecode.sourceMap]) {
    for (const [start, fileId] of entriesOf(map ?? '')) {
      const path = paths.get(fileId)
      if (path === undefined) continue
      if (!files.has(path)) files.set(path, new Set())
      files.get(path).add(start)
    }
  }
  return files
}

/** `start:length:file:jump:depth;…`, where an empty field is the one before. */
function* entriesOf(sourceMap) {
  let start = -1
  let file = -1
  for (const entry of sourceMap.split(';')) {
    const fields = entry.split(':')
    if (fields[0]) start = Number(fields[0])
    if (fields[2]) file = Number(fields[2])
    yield [start, file]
  }
}

function pathsOfBuild(project, copy, build, memory) {
  if (!memory.has(build)) {
    const info = JSON.parse(readFileSync(join(copy, project.out, 'build-info', `${build}.json`), 'utf8'))
    memory.set(build, new Map(Object.entries(info.source_id_to_path).map(([id, path]) => [Number(id), path])))
  }
  return memory.get(build)
}
