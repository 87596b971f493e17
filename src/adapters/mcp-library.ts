import { fileURLToPath, MontyUsageError, requireNear } from '../internals.js'

type Server = typeof import('@modelcontextprotocol/server')
type Stdio = typeof import('@modelcontextprotocol/server/stdio')

const PACKAGE = '@modelcontextprotocol/server'

// Loaded when somebody serves: who only uses servers has no need to install it. The functions that
// need it give what they make at once, and so cannot wait for an import.
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
 * The file that an `import` would load, in an ES module: so that classes are the same for whoever imports
 * them.
 */
function asImported(id: string): string {
  try {
    // There is none in CommonJS, where the build puts nothing in its place.
    const url: string | undefined = import.meta.resolve?.(id)
    return url?.startsWith('file:') ? fileURLToPath(url) : id
  } catch {
    return id
  }
}

const isMissing = (error: unknown): boolean =>
  ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes((error as { code?: string }).code ?? '')

/** The package with which servers are made. `what` is what needs it. */
export const serverLibrary = (what: string): Server => load(PACKAGE, what) as Server

/** The part of it that serves standard input and output. */
export const stdioLibrary = (what: string): Stdio => load(`${PACKAGE}/stdio`, what) as Stdio
