import { fs, path } from '../node.js'

const MAX_ENTRIES = 1_000

/** The folder for state between sessions: in `XDG_STATE_HOME`, or in the home directory. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { homedir } = process.getBuiltinModule('node:os')
  const state = env['XDG_STATE_HOME'] || path.join(homedir(), '.local', 'state')
  return path.join(state, 'monty-node')
}

/** Statements of earlier sessions, oldest first; in a file, one line of JSON each. */
export class History {
  readonly entries: string[]
  readonly #file: string | undefined

  /** @param file where the history is stored; `undefined` for memory only */
  constructor(file: string | undefined) {
    this.#file = file
    this.entries = file === undefined ? [] : read(file)
  }

  /** Adds an entry, unless it equals the last one. */
  add(entry: string): void {
    if (entry.trim() === '' || entry === this.entries.at(-1)) return
    this.entries.push(entry)
    if (this.#file === undefined) return
    try {
      fs.mkdirSync(path.dirname(this.#file), { recursive: true })
      fs.appendFileSync(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 })
      if (this.entries.length > MAX_ENTRIES * 2) this.#shorten()
    } catch {
      // A history that cannot be written does not stop the prompt.
    }
  }

  #shorten(): void {
    this.entries.splice(0, this.entries.length - MAX_ENTRIES)
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
