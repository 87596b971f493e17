import { CliError, messageOf } from '../cli-error.js'
import { createRequire, fs, path, pathToFileURL } from '../node.js'

const TYPESCRIPT = /\.[cm]?tsx?$/

/** Whether this Node reads TypeScript itself. */
export const stripsTypes = (): boolean =>
  Boolean((process.features as { typescript?: unknown }).typescript)

/** Whether this program runs with tsx or another loader of TypeScript. */
const hasLoader = (): boolean => process.execArgv.some((flag) => /tsx|ts-node|swc/.test(flag))

/**
 * Imports a module of the user. Node reads TypeScript itself from 22.18 on, else `tsx` does if it
 * is installed.
 *
 * @throws CliError describing what is missing, or wrong in the module
 */
export async function importFile(file: string, option: string): Promise<Record<string, unknown>> {
  const absolute = path.resolve(file)
  if (!fs.existsSync(absolute)) throw new CliError(`${option}: there is no file ${file}`)
  if (TYPESCRIPT.test(absolute) && !stripsTypes() && !hasLoader()) await useTsx(absolute, option)
  try {
    return (await importOf(absolute)) as Record<string, unknown>
  } catch (error) {
    throw new CliError(
      `${option}: ${file} cannot be loaded: ${isModuleAsCommonJs(error) ? otherKind(file) : reason(error)}`,
      undefined,
      error,
    )
  }
}

/**
 * Imports a module. `npm init` declares every package as CommonJS; the user's files that are
 * written as ES modules are loaded as such anyway, if this Node has module hooks.
 */
async function importOf(absolute: string): Promise<unknown> {
  const { href } = pathToFileURL(absolute)
  const { registerHooks } = process.getBuiltinModule('node:module') as {
    registerHooks?: (hooks: { load: LoadHook }) => { deregister(): void }
  }
  if (registerHooks === undefined || hasLoader() || !isWrittenAsModule(href))
    return (await import(href)) as unknown
  const below = href.slice(0, href.lastIndexOf('/') + 1)
  const hooks = registerHooks({
    load: (url, context, next) => {
      const isTheirs = url.startsWith(below) && !url.includes('/node_modules/')
      const format = formatOfModule(context.format)
      return next(
        url,
        isTheirs && format !== undefined && isWrittenAsModule(url)
          ? { ...context, format }
          : context,
      )
    },
  })
  try {
    return (await import(href)) as unknown
  } finally {
    hooks.deregister()
  }
}

type LoadHook = (
  url: string,
  context: { readonly format?: string | null },
  next: (url: string, context: object) => unknown,
) => unknown

/** The same kind of source as an ES module; `undefined` if it is not CommonJS. */
const formatOfModule = (format: string | null | undefined): string | undefined =>
  /^commonjs(?=-typescript$|$)/.test(format ?? '')
    ? format!.replace('commonjs', 'module')
    : undefined

/** Whether a file contains `import` or `export` statements. */
function isWrittenAsModule(url: string): boolean {
  if (!/\.[jt]sx?$/.test(url)) return false
  try {
    return /^\s*(?:import|export)\b(?!\s*[=(])/m.test(fs.readFileSync(new URL(url), 'utf8'))
  } catch {
    return false
  }
}

/** Whether the error is that of an ES module read as CommonJS. */
const isModuleAsCommonJs = (error: unknown): boolean =>
  error instanceof Error &&
  /Cannot use import statement outside a module|Unexpected token 'export'|Cannot use 'import\.meta'|[Tt]op-level await|await is only valid in async/.test(
    error.message,
  )

const otherKind = (file: string): string =>
  `it is written as a module, and the package.json near it says that it is CommonJS: name it ${file.replace(/(\.[jt]sx?)$/, (end) => `.m${end.slice(1, 3)}`)}, ` +
  'or say "type": "module" in package.json'

async function useTsx(near: string, option: string): Promise<void> {
  const found = findTsx(near)
  if (found === undefined) {
    throw new CliError(
      `${option}: Node ${process.versions.node} does not read TypeScript by itself, and tsx is not installed. ` +
        'Install it (npm install --save-dev tsx), use Node 22.18 or newer, or give a JavaScript file',
    )
  }
  try {
    // A file is CommonJS or an ES module by its package.json, and may import files of the other
    // kind.
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

/** The entry of `tsx`, resolved from a file or from the current directory. */
export function findTsx(near: string): string | undefined {
  for (const from of [near, path.join(process.cwd(), 'index.js')]) {
    try {
      return createRequire(from).resolve('tsx/esm/api')
    } catch {
      // Try the next place.
    }
  }
  return undefined
}

/** The stack of an error in the user's module. */
function reason(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    return `${messageOf(error)} (Node only strips types: install tsx and run with NODE_OPTIONS="--import tsx", or leave such syntax out)`
  }
  if (!(error instanceof Error) || error.stack === undefined) return String(error)
  // Frames inside Node are of no use.
  return error.stack.replaceAll(/\n\s+at .*\(?node:internal.*/g, '')
}
