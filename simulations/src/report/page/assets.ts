import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The files that make a report self-contained, each as the text that goes into the page. */
export type Assets = { css: string; script: string; echarts: string }

/** Reads the page's style and script, and ECharts from its package. */
export function readAssets(): Assets {
  const folder = join(packageRoot(), 'src/report/assets')
  return {
    css: readFileSync(join(folder, 'report.css'), 'utf8'),
    script: readFileSync(join(folder, 'report.js'), 'utf8'),
    echarts: readFileSync(createRequire(import.meta.url).resolve('echarts/dist/echarts.min.js'), 'utf8'),
  }
}

// From src/ as from dist/, however deep a build puts this file: the package ships its assets in one place.
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}
