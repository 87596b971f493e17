import { createRequire, fileURLToPath } from './node.js'

// The published package is CommonJS; the sources are an ES module, and the build removes `import.meta`. In a
// bundle that is an ES module, neither exists, and an entry file of the package passes the location. A thread
// whose code is a string has a placeholder `__filename`, which is no path.
const hasPath = typeof __filename === 'string' && __filename !== '[worker eval]'
const own: string | undefined = hasPath ? __filename : import.meta.filename

let face: string | undefined = undefined

/**
 * Called by the package's ES modules with their `import.meta.url`, which in a bundle is mostly the bundle's.
 */
export function locatedAt(url: unknown): void {
  try {
    if (typeof url === 'string' && url.startsWith('file:')) face = fileURLToPath(url)
  } catch {
    // A bundle made on another platform has a path of that platform.
  }
}

/** The file that contains this code. */
export const ownFile = (): string | undefined => own ?? face

/** The files from which packages are resolved, best first. */
export function vantages(): string[] {
  // A bundle's own location may be wrong; the program that contains it, and an executable into which it was
  // compiled, exist on disk.
  const files = [own, face, process.argv[1], process.execPath]
  return [...new Set(files.filter((file) => file !== undefined))]
}

/** The path of a package's file, as `require` resolves it. */
export function resolveNear(id: string): string | undefined {
  for (const require of requires()) {
    try {
      return require.resolve(id)
    } catch {
      // The package cannot be resolved from there.
    }
  }
  return undefined
}

/**
 * Requires an optional package of the user's.
 *
 * @throws the error of `require`
 */
export function requireNear(id: string): unknown {
  const path = resolveNear(id)
  const [require] = requires()
  // An unknown package is refused with Node's message.
  return require?.(path ?? id)
}

function requires(): NodeJS.Require[] {
  return vantages().flatMap((file) => {
    try {
      return [createRequire(file)]
    } catch {
      // The vantage point is no path, as in the console.
      return []
    }
  })
}
