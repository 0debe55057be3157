import { listScenarios } from '../experiments/listScenarios.ts'

export async function list(): Promise<void> {
  const entries = await listScenarios()
  const width = Math.max(...entries.map(({ name }) => name.length))
  for (const { name, description } of entries) console.log(`${name.padEnd(width)}  ${description}`)
}
