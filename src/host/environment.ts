import { isByName } from '../core/option-checks.js'
import { NOT_HANDLED, type OsCall, type OsServer, serve } from '../core/contract/os.js'
import { MontyUsageError } from '../core/errors.js'

/** Environment variables as given, and no others. */
export class EnvironmentServer implements OsServer {
  readonly #variables: ReadonlyMap<string, string>

  constructor(variables: unknown) {
    if (!isByName(variables)) throw new MontyUsageError('env must be an object of strings')
    for (const [name, value] of Object.entries(variables)) {
      if (typeof value !== 'string') throw new MontyUsageError(`env.${name} must be a string`)
    }
    this.#variables = new Map(Object.entries(variables as Record<string, string>))
  }

  [serve]({ name, args }: OsCall): unknown {
    switch (name) {
      case 'os.getenv':
        return this.#variables.get(args[0] as string) ?? args[1] ?? null
      case 'os.environ':
        return new Map(this.#variables)
      default:
        return NOT_HANDLED
    }
  }
}

/** The environment of Python when the host gives none: no variables. */
export class EmptyEnvironment extends EnvironmentServer {
  constructor() {
    super({})
  }
}
