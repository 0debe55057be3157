// Writes the layouts as they are now into snapshots/storage-layout.json: at a release, once it is out.
import { writeFileSync } from 'node:fs'
import { inspect, releasedFile, upgradeables, withoutLines } from './layout.ts'

const { layouts } = inspect()
const released = Object.fromEntries(upgradeables.map((name) => [name, withoutLines(layouts[name]!)]))
// One line for each field and type: a change is a line in the diff.
const text = JSON.stringify(released, null, 1).replace(/\{\n {5,}(?:"[^{}]*?)\}/g, (item) =>
  item.replace(/\n\s*/g, ' '),
)
writeFileSync(releasedFile, `${text}\n`)
