// Internals that the adapters use. Adapters are published twice, as ES modules and CommonJS load
// their frameworks differently. Classes with identity and modules with state must exist once, so
// adapters import them from here.
export { installedFolders } from './core/binaries/places.js'
export {
  MontyAbortError,
  MontyCrashedError,
  MontyError,
  MontyQuotaError,
  MontySnapshotError,
  MontyUsageError,
  MontyValueError,
} from './core/errors.js'
export { locatedAt, requireNear } from './core/location.js'
export { fileURLToPath, isUtf8, nodeCrypto, nodePath } from './core/node.js'
export { resolveLimits as completeLimits } from './core/limits.js'
export { checkNames, namesOf } from './core/option-checks.js'
export { pythonNamesOf } from './core/python-names.js'
export { isError } from './core/realm.js'
export { cancelLater, delay, later, monotonicNow, wallClockNow } from './core/timers.js'
export { toJson } from './core/values/json.js'
export { CHECKER_FILE, ENGINE_FILE, installedFile } from './core/wasm/module-file.js'
export { PythonModule } from './host/modules.js'
export { importableModules } from './runtime/model/prompt.js'
export { Fitting } from './host/schema/fit.js'
export { checkSchema } from './host/standard-schema.js'
export { stubs } from './host/stubs/stubs.js'
export { ParkedTool } from './host/parked-tool.js'
export { tool } from './host/tool.js'
export { eventToJson } from './runtime/observe/event-json.js'
export { givesText } from './runtime/learning/text-tools.js'
export { imagesOf } from './runtime/model/answer-files.js'
export { modelAnswer } from './runtime/model/answer.js'
export { NO_USAGE } from './host/outcome.js'
export { EventLog } from './runtime/observe/events.js'
export { RecordBudget } from './runtime/observe/records.js'
export { portableDecisions, portableInputs } from './runtime/portable/given.js'
export { portableValue, valueFrom } from './runtime/portable/value.js'
export { askingTenant } from './runtime/tenants/owner.js'
export { Execution, notRecorded } from './runtime/run/execution.js'
export { Stopper } from './runtime/run/stopper.js'
export { programHint } from './runtime/model/program-hint.js'
export { answerOf } from './runtime/model/answer.js'
export { shownInput } from './runtime/paused/shown-input.js'
export { isText } from './runtime/files/media-types.js'
export { boundedBody } from './runtime/service/bounded-body.js'
export { pythonTool } from './runtime/python-tool.js'
export { MontyRuntime } from './runtime/runtime.js'
export { firstBytes } from './runtime/text.js'
export { checkTurnless, FailedTurns, turnOf } from './runtime/turns.js'
