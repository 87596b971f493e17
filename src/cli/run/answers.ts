import { CliError } from '../cli-error.js'
import { fs } from '../node.js'

type Interface = import('node:readline').Interface
type ReadStream = import('node:tty').ReadStream

/**
 * Asks the user at the terminal, one line per question. Piped input is not the user: if standard
 * input is no terminal, the controlling terminal of the process is used.
 */
export class Answers {
  readonly #lines: Interface
  /** The terminal, if it is not standard input. */
  readonly #opened: ReadStream | undefined

  /** @throws CliError without a terminal */
  constructor() {
    const { createInterface } = process.getBuiltinModule('node:readline')
    this.#opened = process.stdin.isTTY ? undefined : terminal()
    this.#lines = createInterface({
      input: this.#opened ?? process.stdin,
      output: process.stderr,
      terminal: true,
    })
  }

  /**
   * Asks a question; `undefined` when the input ended, or Ctrl-C was typed. `given` is editable
   * initial text.
   */
  next(question: string, given = ''): Promise<string | undefined> {
    const lines = this.#lines
    return new Promise((resolve) => {
      const end = (): void => resolve(undefined)
      lines.once('close', end)
      lines.once('SIGINT', end)
      lines.question(question, (answer) => {
        lines.off('close', end)
        lines.off('SIGINT', end)
        resolve(answer.trim())
      })
      if (given !== '') lines.write(given)
    })
  }

  close(): void {
    this.#lines.close()
    this.#opened?.destroy()
  }
}

function terminal(): ReadStream {
  const { ReadStream } = process.getBuiltinModule('node:tty')
  try {
    return new ReadStream(fs.openSync('/dev/tty', 'r'))
  } catch (error) {
    throw new CliError('--approve ask needs a terminal to ask at', undefined, error)
  }
}
