import { CliError, messageOf } from '../cli-error.js'
import { createRequire, fs, path, pathToFileURL } from '../node.js'

const TYPESCRIPT = /\.[cm]?tsx?$/

/** Whether this Node reads TypeScript by itself. */
export const stripsTypes = (): boolean =>
  Boolean((process.features as { typescript?: unknown }).typescript)

/** Whether this program is run by tsx, or with another loader of TypeScript. */
const hasLoader = (): boolean => process.execArgv.some((flag) => /tsx|ts-node|swc/.test(flag))

/**
 * Imports a module of the user's. TypeScript is read by Node itself from 22.18 on, else by `tsx` if the
 * user has it.
 *
 * @throws CliError that says what is missing, or wrong in the module
 */
export async function importFile(file: string, option: string): Promise<Record<string, unknown>> {
  const absolute = path.resolve(file)
  if (!fs.existsSync(absolute)) throw new CliError(`${option}: there is no file ${file}`)
  if (TYPESCRIPT.test(absolute) && !stripsTypes() && !hasLoader()) await useTsx(absolute, option)
  try {
    return (await import(pathToFileURL(absolute).href)) as Record<string, unknown>
  } catch (error) {
    throw new CliError(`${option}: ${file} cannot be loaded: ${reason(error)}`, undefined, error)
  }
}

async function useTsx(near: string, option: string): Promise<void> {
  const found = findTsx(near)
  if (found === undefined) {
    throw new CliError(
      `${option}: Node ${process.versions.node} does not read TypeScript by itself, and tsx is not installed. ` +
        'Install it (npm install --save-dev tsx), use Node 22.18 or newer, or give a JavaScript file',
    )
  }
  try {
    // A file is CommonJS or a module by its package.json, and may import files of the other kind.
    const require = createRequire(found)
    for (const kind of ['cjs', 'esm']) {
      const entry = require
        .resolve(`tsx/${kind}/api`)
        .replace(/\.cjs$/, kind === 'esm' ? '.mjs' : '.cjs')
      const { register } = (await import(pathToFileURL(entry).href)) as { register: () => void }
      register()
    }
  } catch (error) {
    throw new CliError(
      `${option}: tsx, ${found}, cannot be used: ${messageOf(error)}`,
      undefined,
      error,
    )
  }
}

/** The entry of `tsx`, as seen from a file or from the current directory. */
export function findTsx(near: string): string | undefined {
  for (const from of [near, path.join(process.cwd(), 'index.js')]) {
    try {
      return createRequire(from).resolve('tsx/esm/api')
    } catch {
      // It is not to be seen from there.
    }
  }
  return undefined
}

/** What its stack says, where the mistake is in a module of the user's. */
function reason(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    return `${messageOf(error)} (Node only strips types: install tsx and run with NODE_OPTIONS="--import tsx", or leave such syntax out)`
  }
  if (!(error instanceof Error) || error.stack === undefined) return String(error)
  // Where in Node it happened helps nobody.
  return error.stack.replaceAll(/\n\s+at .*\(?node:internal.*/g, '')
}
