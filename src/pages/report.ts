/// <reference types="node" preserve="true" />
/** @internal */
export { locatedAt } from '../core/location.js'
export { runReport } from './report/report.js'
export type { RecordedRun, ReportOptions } from './report/report.js'
