import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'

/** Whether a pseudo-terminal can be had here: by `script` of util-linux. */
export const hasTerminal =
  process.platform === 'linux' &&
  String(spawnSync('script', ['--version']).stdout).includes('util-linux')

/** A program at a pseudo-terminal. */
export class Terminal implements Disposable {
  readonly #child: ChildProcessWithoutNullStreams
  readonly ended: Promise<number>
  /** Everything that was written, with all control sequences. */
  raw = ''
  #seen = 0

  constructor(
    command: string,
    {
      cwd,
      env,
      columns = 80,
      rows = 24,
    }: {
      cwd: string
      env: NodeJS.ProcessEnv
      columns?: number
      rows?: number
    },
  ) {
    const sized = `stty cols ${columns} rows ${rows}; exec ${command}`
    this.#child = spawn('script', ['-qec', sized, '/dev/null'], {
      cwd,
      env: { ...process.env, TERM: 'xterm-256color', ...env },
    })
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.raw += text))
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (code) => resolve(code ?? -1))
    })
  }

  /** Types keys. */
  type(keys: string): void {
    this.#child.stdin.write(keys)
  }

  /** Waits until a text is written that was not waited for before. Gives what was written until then. */
  async expect(text: string | RegExp, timeoutMs = 8_000): Promise<string> {
    const until = Date.now() + timeoutMs
    for (;;) {
      const shown = this.#plain.slice(this.#seen)
      const at = typeof text === 'string' ? shown.indexOf(text) : shown.search(text)
      if (at >= 0) {
        const length = typeof text === 'string' ? text.length : text.exec(shown)![0].length
        this.#seen += at + length
        return shown.slice(0, at + length)
      }
      if (Date.now() > until)
        throw new Error(
          `${String(text)} was not shown, but ${JSON.stringify(this.raw.slice(-600))}`,
        )
      await sleep(10)
    }
  }

  /** What was written without control sequences; one that has only begun has to wait. */
  get #plain(): string {
    // oxlint-disable-next-line no-control-regex
    return stripVTControlCharacters(this.raw.replace(/\u001B(?:\[[\d;?]*)?$/, '')).replaceAll(
      '\r',
      '',
    )
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL')
  }
}
