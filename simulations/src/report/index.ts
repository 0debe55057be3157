export type { Amount, AmountName, Kpi, Kpis } from './kpis.ts'
export type * from './observation.ts'
export {
  createRecorder,
  EmptyRunError,
  type Recorder,
  type RecorderOptions,
} from './recorder.ts'
export { rewriteReport } from './rewriteReport.ts'
export { formatSummary } from './summary.ts'
export { RecordingError } from './tables.ts'
