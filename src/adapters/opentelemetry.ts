export { openTelemetry } from '../runtime/open-telemetry.js'
export type { OpenTelemetryOptions } from '../runtime/open-telemetry.js'
