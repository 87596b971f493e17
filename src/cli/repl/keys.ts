/** A key as Node tells of it. */
export interface Key {
  readonly name?: string
  readonly sequence?: string
  readonly ctrl?: boolean
  readonly meta?: boolean
}

/** The name of a key with what is held beside it: `ctrl-a`, `meta-b`, `return`. */
export function nameOfKey({ name, sequence, ctrl, meta }: Key): string {
  const known = name ?? sequence ?? ''
  if (ctrl) return `ctrl-${known}`
  return meta && known !== 'escape' ? `meta-${known}` : known
}

/** A key that was pressed, and the text that it stands for. */
interface Press {
  readonly text: string | undefined
  readonly key: Key
}

/** The keys that are pressed, in order, for whoever reads the next one. */
export class Presses {
  readonly #waiting: Press[] = []
  #isOver = false
  /** Whether keys are for this reader: others, such as a question, read the same input in between. */
  isListening = false
  #tell: () => void = () => {}

  constructor(input: NodeJS.ReadStream) {
    process.getBuiltinModule('node:readline').emitKeypressEvents(input)
    input.on('keypress', (text: string | undefined, key: Key) => {
      if (!this.isListening) return
      this.#waiting.push({ text, key })
      this.#tell()
    })
    input.on('end', () => {
      this.#isOver = true
      this.#tell()
    })
  }

  /** Whether no key was pressed that nobody has read. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** The next key; `undefined` when there will be none. */
  async next(): Promise<Press | undefined> {
    while (this.#waiting.length === 0 && !this.#isOver) {
      await new Promise<void>((resolve) => {
        this.#tell = resolve
      })
    }
    return this.#waiting.shift()
  }
}
