/// <reference types="node" preserve="true" />
import { checkNames, installedFolders, MontyUsageError, namesOf, nodePath } from '../internals.js'

/** The options of {@link withMonty}. */
export interface WithMontyOptions {
  /**
   * The folder of the Next project. Default: the working directory, where `next build` usually
   * runs.
   */
  readonly dir?: string
}

interface Changed {
  readonly serverExternalPackages?: readonly string[]
  readonly outputFileTracingIncludes?: Readonly<Record<string, readonly string[]>>
}

const OPTIONS = namesOf<WithMontyOptions>({ dir: true })
/** Matches every route in Next. */
const EVERY_ROUTE = '/*'

/**
 * Changes a configuration of Next so that monty-node is deployed whole: the package stays out of
 * the server's bundles, and its native files are traced, which `output: 'standalone'` and Vercel
 * rely on. For Next 15 and newer, with Turbopack and webpack.
 *
 * @param config the configuration, or a function that returns it
 * @throws MontyUsageError for any other value
 * @example
 * ```ts
 * // next.config.ts
 * import { withMonty } from 'monty-node/next'
 * export default withMonty({ output: 'standalone' })
 * ```
 */
export function withMonty<Config extends object>(
  config: Config = {} as Config,
  options: WithMontyOptions = {},
): Config {
  checkNames(options, OPTIONS, 'withMonty()')
  if (typeof config === 'function') {
    const given = config as unknown as (...context: unknown[]) => unknown
    const changed = async (...context: unknown[]): Promise<object> =>
      change(await given(...context), options)
    return changed as unknown as Config
  }
  return change(config, options) as Config
}

function change(config: unknown, { dir = process.cwd() }: WithMontyOptions): object {
  if (typeof config !== 'object' || config === null) {
    throw new MontyUsageError(
      'withMonty() needs a configuration of Next, or a function that gives one',
    )
  }
  const { serverExternalPackages = [], outputFileTracingIncludes = {} } = config as Changed
  const files = installedFolders().map((folder) => {
    const path = nodePath.relative(dir, folder)
    return `${path.replaceAll('\\', '/')}/*`
  })
  return {
    ...config,
    serverExternalPackages: [...new Set([...serverExternalPackages, 'monty-node'])],
    outputFileTracingIncludes: {
      ...outputFileTracingIncludes,
      [EVERY_ROUTE]: [...new Set([...(outputFileTracingIncludes[EVERY_ROUTE] ?? []), ...files])],
    },
  }
}
