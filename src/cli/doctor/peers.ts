import { createRequire, fileURLToPath, fs, path } from '../node.js'

/** The installed peer dependencies, with their versions. */
export function peers(): Record<string, string> {
  const manifest = fileURLToPath(new URL('../../package.json', import.meta.url))
  const { peerDependencies } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as {
    peerDependencies: Record<string, string>
  }
  const require = createRequire(path.join(process.cwd(), 'index.js'))
  return Object.fromEntries(
    Object.keys(peerDependencies).flatMap((name): Array<[string, string]> => {
      for (const folder of require.resolve.paths(name) ?? []) {
        const file = path.join(folder, name, 'package.json')
        if (!fs.existsSync(file)) continue
        return [[name, (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version]]
      }
      return []
    }),
  )
}
