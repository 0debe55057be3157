import { packageBuild } from '../../tsup.shared.ts'

// The empty state has a door of its own: a page may show it before it loads what evolves it.
export default packageBuild({ entry: { index: 'src/index.ts', state: 'src/createState.ts' } })
