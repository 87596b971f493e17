import { fs, path } from '../node.js'

const MOST = 1_000

/** Where this program keeps what lives on between sessions: `XDG_STATE_HOME`, or a folder of the user's. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { homedir } = process.getBuiltinModule('node:os')
  const state = env['XDG_STATE_HOME'] || path.join(homedir(), '.local', 'state')
  return path.join(state, 'monty-node')
}

/** What was typed before, the oldest first; in a file, a line for each, as JSON. */
export class History {
  readonly entries: string[]
  readonly #file: string | undefined

  /** @param file where it is kept; `undefined` for nowhere */
  constructor(file: string | undefined) {
    this.#file = file
    this.entries = file === undefined ? [] : read(file)
  }

  /** Keeps an entry, unless it is the last one already. */
  add(entry: string): void {
    if (entry.trim() === '' || entry === this.entries.at(-1)) return
    this.entries.push(entry)
    if (this.#file === undefined) return
    try {
      fs.mkdirSync(path.dirname(this.#file), { recursive: true })
      fs.appendFileSync(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 })
      if (this.entries.length > MOST * 2) this.#shorten()
    } catch {
      // A history that cannot be kept is no reason to stop.
    }
  }

  #shorten(): void {
    this.entries.splice(0, this.entries.length - MOST)
    const text = this.entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    fs.writeFileSync(this.#file!, text, { mode: 0o600 })
  }
}

function read(file: string): string[] {
  try {
    return fs.readFileSync(file, 'utf8').split('\n').flatMap(parsed)
  } catch {
    return []
  }
}

function parsed(line: string): string[] {
  try {
    const entry: unknown = JSON.parse(line)
    return typeof entry === 'string' ? [entry] : []
  } catch {
    return []
  }
}
