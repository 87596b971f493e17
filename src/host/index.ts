/// <reference types="node" preserve="true" />
export { dispatch } from './dispatch.js'
export type { DispatchHandler } from './dispatch.js'
export { plainContext } from './context.js'
export type {
  ApprovalContext,
  ContextFactory,
  Describable,
  HostContext,
  SubExecuteOptions,
  SubOutcome,
  ToolDescription,
  UndoContext,
} from './context.js'
export type { FileSystem } from '../core/contract/file-system.js'
export { MemoryFileSystem } from './files/memory.js'
export type { MemoryFileSystemOptions } from './files/memory.js'
export { MountDir } from './files/mount.js'
export type { MountDirOptions, MountMode } from './files/mount.js'
export { hostObject } from './host-object.js'
export type { HostObjectOptions } from './host-object.js'
export { hostClass } from './host-class.js'
export type { HostClassOptions } from './host-class.js'
export type { MemberValue } from './host-members.js'
export { HostClass, HostObject } from '../core/contract/host-object.js'
export { PythonModule } from './modules.js'
export type {
  ImportSet,
  ModuleFactory,
  ModuleFunction,
  ModuleMembers,
  ModuleSet,
} from './modules.js'
export { NOT_HANDLED } from '../core/contract/os.js'
export type { OsCall, OsHandler, OsServer } from '../core/contract/os.js'
export type { CallRequest, HostCallable, RunScope } from '../core/contract/host-call.js'
export type { CheckedModules } from './stubs/module-stubs.js'
export type { JsonSchema, JsonSchemaObject, JsonType } from './json-schema.js'
export type { SchemaIssue, SchemaResult, StandardSchema } from './standard-schema.js'
export { tool, Tool } from './tool.js'
export type { JsonToolDefinition, ToolDefinition, ToolSet } from './tool.js'
export type { HostAccessOptions } from './host-access.js'
export { stepTools } from './steps.js'
export type { Step, StepCall } from './steps.js'
export type { FromJsonSchema } from './from-json-schema.js'
export { stubs } from './stubs/stubs.js'
export type { StubOptions } from './stubs/stubs.js'
export type { Parameter, Signature } from './signature.js'
