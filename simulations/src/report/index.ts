export type { Amount, AmountName, Kpi, Kpis } from './kpis.ts'
export type * from './observation.ts'
export {
  type ConservationCheck,
  createRecorder,
  EmptyRunError,
  type Recorder,
  type RecorderOptions,
  type RunResult,
} from './recorder.ts'
export { rewriteReport } from './rewriteReport.ts'
export { formatSummary } from './summary.ts'
export { RecordingError } from './tables.ts'
