/// <reference types="node" preserve="true" />
export { openTelemetry } from '../runtime/open-telemetry.js'
export type { OpenTelemetryOptions } from '../runtime/open-telemetry.js'
