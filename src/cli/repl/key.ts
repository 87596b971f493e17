import { fs, path } from '../node.js'

/**
 * The secret that signs this user's saved sessions: `MONTY_SNAPSHOT_KEY`, or a random one in a file
 * that only the user can read.
 */
export function sessionKey(folder: string, env: NodeJS.ProcessEnv = process.env): string {
  const given = env['MONTY_SNAPSHOT_KEY']
  if (given) return given
  const file = path.join(folder, 'key')
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8').trim()
  const { randomBytes } = process.getBuiltinModule('node:crypto')
  const key = randomBytes(32).toString('hex')
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' })
  return key
}
