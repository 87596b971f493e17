import { isMusl, targets } from './binding.js'
import { MontyUsageError } from './errors.js'
import { createRequire, existsSync, fileURLToPath, nodePath, URL } from './node.js'

/**
 * Finds a file that lies beside the addon.
 *
 * @param file its name
 * @param purpose what cannot be done without it, for the error
 */
export function platformFile(file: string, purpose: string): string {
  const chosen = process.env['MONTY_NODE_BINARY']
  const beside = chosen
    ? nodePath.join(nodePath.dirname(nodePath.resolve(chosen)), file)
    : undefined
  if (beside !== undefined && existsSync(beside)) return beside
  const present = targets()
    .flatMap((target) => placesOf(target, file))
    .filter(existsSync)
  // Both kinds of Linux are present in a checkout that built both.
  const last = present.length > 1 && isMusl() ? present.at(-1) : present[0]
  if (last !== undefined) return last
  const [gnu, musl] = targets()
  const target = musl !== undefined && isMusl() ? musl : gnu
  throw new MontyUsageError(
    `${purpose} cannot be used here, as ${file} is missing. It comes with ` +
      `monty-node-${target}, an optional dependency of monty-node`,
    'MONTY_NO_BINARY',
  )
}

function placesOf(target: string, file: string): string[] {
  const places = ['../npm', '../../npm'].map((folder) =>
    fileURLToPath(new URL(`${folder}/${target}/${file}`, import.meta.url)),
  )
  try {
    const manifest = createRequire(import.meta.url).resolve(`monty-node-${target}/package.json`)
    places.unshift(nodePath.join(nodePath.dirname(manifest), file))
  } catch {
    // The package for this platform is not installed.
  }
  return places
}
