import type { HostCallable, HostFunction } from '../core/contract/host-call.js'
import { NOT_HANDLED, type OsCall, type OsServer, serve } from '../core/contract/os.js'
import { isThenable } from '../core/drive/calls.js'
import { MontyUsageError } from '../core/errors.js'
import type { PyModule } from '../core/values/index.js'
import { type CompleteModules, type ModuleFactory, PythonModule } from './modules.js'

/** Answers imports of modules, making them at the first import where a factory is given. */
export class Imports implements OsServer {
  readonly #modules: Map<string, PyModule | Promise<PyModule>>
  readonly #factories: ReadonlyMap<string, ModuleFactory>
  readonly #functions: Map<string, HostFunction | HostCallable>

  /**
   * `functions` are those that Python can call; functions of modules that are made later are added
   * to them.
   */
  constructor(
    { modules, factories }: CompleteModules,
    functions: Map<string, HostFunction | HostCallable>,
  ) {
    this.#modules = new Map(modules)
    this.#factories = factories
    this.#functions = functions
  }

  [serve]({ name, args }: OsCall): unknown {
    if (name !== 'import') return NOT_HANDLED
    const module = args[0] as string
    return this.#modules.get(module) ?? this.#made(module) ?? NOT_HANDLED
  }

  #made(name: string): PyModule | Promise<PyModule> | undefined {
    const factory = this.#factories.get(name)
    if (factory === undefined) return undefined
    const made: unknown = factory()
    if (!isThenable(made)) return this.#take(name, made)
    // Concurrent imports wait for the same module.
    const promise = Promise.resolve(made).then((module) => this.#take(name, module))
    this.#modules.set(name, promise)
    promise.catch(() => this.#modules.delete(name))
    return promise
  }

  #take(name: string, made: unknown): PyModule {
    if (!(made instanceof PythonModule)) {
      throw new MontyUsageError(`modules.${name} must make a PythonModule`)
    }
    const module = PythonModule.value(made, name, this.#functions)
    this.#modules.set(name, module)
    return module
  }
}
