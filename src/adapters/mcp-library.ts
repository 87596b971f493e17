import { fileURLToPath, MontyUsageError, requireNear } from '../internals.js'

type Server = typeof import('@modelcontextprotocol/server')
type Stdio = typeof import('@modelcontextprotocol/server/stdio')

const PACKAGE = '@modelcontextprotocol/server'

// Loaded on use: programs that only connect to servers need not install the package. Synchronous,
// as the functions that need the package return their results at once.
const load = (id: string, what: string): unknown => {
  try {
    return requireNear(asImported(id))
  } catch (error) {
    if (!isMissing(error)) throw error
    throw new MontyUsageError(
      `${what} needs the package ${PACKAGE}: npm install ${PACKAGE}`,
      'MONTY_USAGE',
      error,
    )
  }
}

/**
 * The file that an `import` would load, in an ES module, so that importers get the same classes.
 */
function asImported(id: string): string {
  try {
    // CommonJS has no `import.meta.resolve`, and the build defines none.
    const url: string | undefined = import.meta.resolve?.(id)
    return url?.startsWith('file:') ? fileURLToPath(url) : id
  } catch {
    return id
  }
}

const isMissing = (error: unknown): boolean =>
  ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes((error as { code?: string }).code ?? '')

/** The package that creates servers. `what` is the function that needs it. */
export const serverLibrary = (what: string): Server => load(PACKAGE, what) as Server

/** The package's part that serves standard input and output. */
export const stdioLibrary = (what: string): Stdio => load(`${PACKAGE}/stdio`, what) as Stdio
