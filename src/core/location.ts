import { createRequire, fileURLToPath } from './node.js'

// Published, this is CommonJS; run from its sources it is an ES module, and the build takes the second
// part away. In a bundle that is an ES module neither is there, and a face of the package has to say.
// A thread whose code is a text has a `__filename` for everybody, which is no path.
const hasPath = typeof __filename === 'string' && __filename !== '[worker eval]'
const own: string | undefined = hasPath ? __filename : import.meta.filename

let face: string | undefined = undefined

/** Told by the package's ES modules, each its `import.meta.url`: in a bundle, mostly the bundle's. */
export function locatedAt(url: unknown): void {
  try {
    if (typeof url === 'string' && url.startsWith('file:')) face = fileURLToPath(url)
  } catch {
    // A bundle made on another platform has a path of that platform.
  }
}

/** The file that has this code. */
export const ownFile = (): string | undefined => own ?? face

/** The files from which packages are looked for, best first. */
export function vantages(): string[] {
  // A bundle may be told anything of its place; the program that it is part of, and an executable into
  // which it was compiled, lie on the disk.
  const files = [own, face, process.argv[1], process.execPath]
  return [...new Set(files.filter((file) => file !== undefined))]
}

/** Where a package's file lies, as `require` finds it. */
export function resolveNear(id: string): string | undefined {
  for (const require of requires()) {
    try {
      return require.resolve(id)
    } catch {
      // It is not to be seen from there.
    }
  }
  return undefined
}

/** Requires a package that the user may have. @throws what `require` throws */
export function requireNear(id: string): unknown {
  const path = resolveNear(id)
  const [require] = requires()
  // An unknown package is refused in Node's words.
  return require?.(path ?? id)
}

function requires(): NodeJS.Require[] {
  return vantages().flatMap((file) => {
    try {
      return [createRequire(file)]
    } catch {
      // It is no path, as in the console.
      return []
    }
  })
}
