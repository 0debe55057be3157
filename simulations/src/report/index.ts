export type { Kpis } from './kpis.ts'
export type * from './observation.ts'
export { type ConservationCheck, createRecorder, type Recorder, type RecorderOptions, type RunResult } from './recorder.ts'
export { formatSummary } from './summary.ts'
