/// <reference types="node" preserve="true" />
export { MontyRuntime } from './runtime.js'
export type {
  ExecuteOptions,
  PausedRunInfo,
  ResumeRunOptions,
  WithContext,
  RollbackOptions,
} from './run/execute-options.js'
export type { RunReference } from './ledger/ledgers.js'
export type { RollbackReport, RolledBackCall } from './ledger/rollback.js'
export type { Budgets, ProgramContext, RuntimeOptions, SnapshotOptions } from './options.js'
export type { ApprovalRule } from './run/approval-rules.js'
export type { ExecutionGivens } from './run/given.js'
export type { Metadata } from './metadata.js'
export type { ArtifactOptions } from './files/artifacts.js'
export { ArtifactShelf } from './files/artifact-shelf.js'
export type { ArtifactShelfOptions, ShelvedArtifact } from './files/artifact-shelf.js'
export type { GivenFiles, InputFile } from './files/input-files.js'
export type { OutputOptions } from './files/outputs.js'
export type { LearnedType, LearnedTypes, TypeStore } from './learning/learned-types.js'
export type { Shape, ShapeField, ShapeKind } from './learning/shape.js'
export { Execution } from './run/execution.js'
export { eventToJson } from './observe/event-json.js'
export type { EventToJsonOptions, JsonEvent } from './observe/event-json.js'
export type { RunEvent } from './observe/events.js'
export type {
  Artifact,
  CallRecord,
  Decision,
  FailedOutcome,
  OkOutcome,
  Outcome,
  OutcomeCommon,
  PausedOutcome,
  PendingCall,
} from '../host/outcome.js'
export type { Extension, ExtensionCall, ExtensionRun } from './extensions.js'
export type { Claim, SnapshotStore, StoredEntry } from './stores/store.js'
export { MemoryStore } from './stores/memory.js'
export { pythonTool } from './python-tool.js'
export { modelAnswer } from './model/answer.js'
export type { AnswerOptions, PythonAnswer } from './model/answer.js'
export type { RedactText } from './model/shown-calls.js'
export type {
  PythonInput,
  PythonInputJsonSchema,
  PythonInputSchema,
  PythonTool,
  PythonToolCall,
  PythonToolSettings,
} from './python-tool.js'
export type { AfterChoice, Turn } from './turns.js'
export { runScriptTool } from './tools/run-script.js'
export type { ScriptCall } from './tools/run-script.js'
export type { ReadScript, ScriptFolder } from './tools/scripts.js'
export { ScriptLibrary } from './library/script-library.js'
export type { ScriptLibraryOptions } from './library/script-library.js'
export type { LibraryExtensionOptions } from './library/library-extension.js'
export type { Script, ScriptDetails } from './library/script.js'
export { requires } from './tools/requires.js'
export { PostgresCounters } from './tenants/postgres-counters.js'
export { RedisCounters } from './tenants/redis-counters.js'
export type {
  CountingWindow,
  Entrance,
  SharedQuota,
  TenantCounters,
  TenantTurn,
  TenantRun,
  Used,
} from './tenants/counters.js'
export type { Asking } from './tenants/owner.js'
export type { TenantQuota, TenantsOptions } from './tenants/options.js'
export { nodeListener } from './service/node-listener.js'
export type { NodeListener } from './service/node-listener.js'
export { pythonService } from './service/service.js'
export type {
  AuthenticateResult,
  Principal,
  PythonService,
  PythonServiceOptions,
} from './service/service.js'
export type { RateLimit } from './service/rate.js'
export type {
  FollowedExecution,
  ServedExecution,
  ServedPause,
  ServedQueue,
} from './service/source.js'
export { compare } from './recording/divergence.js'
export type { Divergence } from './recording/divergence.js'
export type { RecordChoice, RecordOptions } from './recording/options.js'
export type {
  RecordedAnswer,
  RecordedEnd,
  RecordedQuestion,
  RecordedReply,
  Recording,
} from './recording/recording.js'
export type { Redact } from './recording/redact.js'
export { replay, Replay } from './recording/replay.js'
export type { ReplayOptions } from './recording/replay.js'
export { SqliteStore } from './stores/sqlite.js'
export type { SqliteDatabase, SqliteStatement } from './stores/sqlite.js'
export { PostgresStore } from './stores/postgres.js'
export type { PostgresClient } from './stores/postgres.js'
export { RedisStore } from './stores/redis.js'
export type { RedisClient, RedisStoreOptions } from './stores/redis.js'
export { storeChecks } from './stores/conformance.js'
export type { StoreCheck } from './stores/conformance.js'
export type { CallDiagnostics, RunDiagnostics } from './observe/diagnostics.js'
export type { FailureStatus } from '../hints/failure.js'
