import type * as Binding from './binding.cjs'
import { MontyUsageError } from './errors.js'
import { createRequire } from './node.js'

export type { BindingMount, BindingModuleStub, BindingTypeCheck } from './binding.cjs'

let loaded: typeof Binding | undefined = undefined

/** The native addon, loaded at first use. */
export function binding(): typeof Binding {
  loaded ??= load()
  return loaded
}

function load(): typeof Binding {
  const require = createRequire(import.meta.url)
  // For builds of one's own, and for measuring one against another.
  const chosen = process.env['MONTY_NODE_BINARY']
  if (chosen) return require(chosen) as typeof Binding
  const failures: unknown[] = []
  for (const target of targets()) {
    const file = `monty-node.${target}.node`
    // The package that npm chose for this platform, else what a checkout has built.
    const built = [`../npm/${target}/${file}`, `../../npm/${target}/${file}`]
    for (const place of [`monty-node-${target}/${file}`, ...built]) {
      try {
        return require(place) as typeof Binding
      } catch (error) {
        failures.push(error)
      }
    }
  }
  throw noBinary(failures)
}

/** What this platform can load. Linux does not say cheaply which C library it has: try both. */
export function targets(): string[] {
  const base = `${process.platform}-${process.arch}`
  switch (process.platform) {
    case 'linux':
      return [`${base}-gnu`, `${base}-musl`]
    case 'win32':
      return [`${base}-msvc`]
    default:
      return [base]
  }
}

function noBinary(failures: unknown[]): MontyUsageError {
  const platform = `${process.platform}-${process.arch}`
  const broken = failures.find((error) => !isNotFound(error))
  const reason = broken
    ? `its binary for ${platform} cannot be loaded: ${(broken as Error).message}`
    : `there is no binary for ${platform}`
  const [gnu, musl] = targets()
  const target = musl !== undefined && isMusl() ? musl : gnu
  return new MontyUsageError(
    `monty-node cannot run here, as ${reason}. Install it with: npm install monty-node-${target}` +
      ' (an optional dependency, which --omit=optional and lockfiles of other platforms leave out)',
    'MONTY_NO_BINARY',
    broken ?? failures[0],
  )
}

function isNotFound(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND'
}

/** Whether this Node runs on musl rather than glibc. Slow. */
export function isMusl(): boolean {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report?.header !== undefined && report.header.glibcVersionRuntime === undefined
}
