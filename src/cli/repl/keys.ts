/** A key as Node reports it. */
export interface Key {
  readonly name?: string
  readonly sequence?: string
  readonly ctrl?: boolean
  readonly meta?: boolean
}

/** The name of a key with its modifiers: `ctrl-a`, `meta-b`, `return`. */
export function nameOfKey({ name, sequence, ctrl, meta }: Key): string {
  const known = name ?? sequence ?? ''
  if (ctrl) return `ctrl-${known}`
  return meta && known !== 'escape' ? `meta-${known}` : known
}

/** A key press, and its text. */
interface Press {
  readonly text: string | undefined
  readonly key: Key
}

/** Queue of key presses. */
export class Presses {
  readonly #waiting: Press[] = []
  #isOver = false
  /** Whether key presses are queued: others, such as a question, read the same input in between. */
  isListening = false
  #wake: () => void = () => {}

  constructor(input: NodeJS.ReadStream) {
    process.getBuiltinModule('node:readline').emitKeypressEvents(input)
    input.on('keypress', (text: string | undefined, key: Key) => {
      if (!this.isListening) return
      this.#waiting.push({ text, key })
      this.#wake()
    })
    input.on('end', () => {
      this.#isOver = true
      this.#wake()
    })
  }

  /** Whether the queue is empty. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** The next key press; `undefined` at the end of the input. */
  async next(): Promise<Press | undefined> {
    while (this.#waiting.length === 0 && !this.#isOver) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    return this.#waiting.shift()
  }
}
