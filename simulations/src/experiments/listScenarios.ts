import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { loadScenario, ScenarioNotFoundError } from './loadScenario.ts'
import { nearest } from './nearest.ts'
import { packageRoot } from './packageRoot.ts'

export type ScenarioEntry = { name: string; path: string; description: string }

/** The scenarios that come with the package, by name. One that is broken is listed with what is wrong as its description. */
export async function listScenarios(): Promise<ScenarioEntry[]> {
  const folder = join(packageRoot(), 'scenarios')
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort()
  return Promise.all(
    files.map(async (file) => {
      const path = join(folder, file)
      const description = await loadScenario(path).then(
        ({ scenario }) => scenario.description,
        (error: Error) => error.message.split('\n')[0]!,
      )
      return { name: basename(file, '.yaml'), path, description }
    }),
  )
}

/**
 * The path of a scenario that is given as a path, or as the name of one that comes with the package.
 *
 * @throws ScenarioNotFoundError with the nearest name
 */
export async function findScenario(given: string): Promise<string> {
  if (existsSync(given)) return given
  const entries = await listScenarios()
  const found = entries.find(({ name }) => name === given)
  if (found) return found.path
  const names = entries.map(({ name }) => name)
  throw new ScenarioNotFoundError(given, { code: 'ENOENT' }, nearest(basename(given, '.yaml'), names))
}
