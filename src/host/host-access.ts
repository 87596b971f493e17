import { type HostCallable, type HostFunction } from '../core/contract/host-call.js'
import { type OsHandler, type OsServer, serve } from '../core/contract/os.js'
import { MontyUsageError } from '../core/errors.js'
import type { PyModule } from '../core/values/index.js'
import { EmptyEnvironment, EnvironmentServer } from './environment.js'
import type { FileSystem } from '../core/contract/file-system.js'
import { JoinedFiles } from './files/joined.js'
import { MountDir } from './files/mount.js'
import { HandlerServer } from './os-handler.js'
import { Imports } from './imports.js'
import { type ImportSet, NO_MODULES, resolveModules } from './modules.js'

/** Options for what Python can reach besides values and functions. */
export interface HostAccessOptions {
  /** Importable modules by name, or functions that make them at the first import. */
  modules?: ImportSet
  /** The files that Python sees. Of several, directories of the host come first. Default none. */
  files?: FileSystem | readonly FileSystem[]
  /** The environment variables that Python sees. Default none. */
  env?: Readonly<Record<string, string>>
  /**
   * Handles operating system calls that nothing else has answered. Default: such calls are refused.
   */
  os?: OsHandler
}

type Functions = ReadonlyMap<string, HostFunction | HostCallable>
type CallableMap = Map<string, HostFunction | HostCallable>

/** Everything that Python can reach besides values. */
export interface HostAccess {
  readonly functions: Functions
  readonly modules: ReadonlyMap<string, PyModule>
  readonly os: readonly OsServer[]
  /** The servers without the default ones. */
  readonly requestedServers: readonly OsServer[]
  /** All files of the run as one file system, for host calls. */
  readonly files: FileSystem | undefined
}

/** Servers of a run without options: an empty environment. */
export const NO_SERVERS: readonly OsServer[] = [new EmptyEnvironment()]

/** Checks the options and lists the servers in the order in which they are asked. */
export function resolveReach(options: HostAccessOptions, functions: Functions): HostAccess {
  const { modules, env, os } = options
  const imported = resolveModules(modules)
  const files = resolveFiles(options.files)
  const isUsual = imported === NO_MODULES && files.length === 0 && env === undefined
  if (isUsual && os === undefined) {
    return {
      functions,
      modules: imported.modules,
      os: NO_SERVERS,
      requestedServers: [],
      files: undefined,
    }
  }
  const servers: OsServer[] = [...files]
  const callable =
    imported === NO_MODULES ? functions : new Map([...imported.functions, ...functions])
  if (callable !== functions) servers.push(new Imports(imported, callable as CallableMap))
  if (env !== undefined) servers.push(new EnvironmentServer(env))
  if (os !== undefined) servers.push(new HandlerServer(os))
  return {
    functions: callable,
    modules: imported.modules,
    os: [...servers, ...NO_SERVERS],
    requestedServers: servers,
    files: files.length > 1 ? new JoinedFiles(files) : files[0],
  }
}

/** Directories of the host first, the most specific of them foremost; then other files. */
function resolveFiles(files: HostAccessOptions['files']): FileSystem[] {
  if (files === undefined) return []
  const list = Array.isArray(files) ? (files as FileSystem[]) : [files as FileSystem]
  for (const one of list) {
    if (typeof one !== 'object' || one === null || !(serve in one)) {
      throw new MontyUsageError(
        'files must be a MemoryFileSystem, a MountDir, or an array of these',
      )
    }
  }
  const mounts = list.filter((one): one is MountDir => one instanceof MountDir)
  MountDir.checkTogether(mounts)
  return [
    ...mounts.toSorted((one, other) => other.virtualPath.length - one.virtualPath.length),
    ...list.filter((one) => !(one instanceof MountDir)),
  ]
}
