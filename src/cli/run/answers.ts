import { CliError } from '../cli-error.js'
import { fs } from '../node.js'

type Interface = import('node:readline').Interface
type ReadStream = import('node:tty').ReadStream

/**
 * A person at the terminal, one line for each question. Whatever is piped into this process is no person:
 * where standard input is no terminal, it is the one that the process belongs to.
 */
export class Answers {
  readonly #lines: Interface
  /** The terminal, where it is not standard input. */
  readonly #opened: ReadStream | undefined

  /** @throws CliError where there is no terminal */
  constructor() {
    const { createInterface } = process.getBuiltinModule('node:readline')
    this.#opened = process.stdin.isTTY ? undefined : terminal()
    this.#lines = createInterface({
      input: this.#opened ?? process.stdin,
      output: process.stderr,
      terminal: true,
    })
  }

  /** `undefined` when the input ended, or Ctrl-C was typed. `given` is there already, to be changed. */
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
