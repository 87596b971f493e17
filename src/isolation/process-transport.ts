import type { ChildProcess } from 'node:child_process'
import type { Stream } from 'node:stream'
import { addonPath } from '../core/binaries/load.js'
import { nodeChildProcess } from '../core/node.js'
import type { Transport, TransportEvents } from './transport.js'
import { workerProgram } from './worker-program.js'

/** What keeps the process alive or does not. Bun's standard input of a child can neither. */
interface Holding {
  ref?(): unknown
  unref?(): unknown
}

const STDERR_BYTES = 2_048

/** A worker in a process of its own, behind its standard input and output. */
export class ProcessTransport implements Transport {
  readonly gone: Promise<void>
  readonly #child: ChildProcess
  #stderr = ''

  constructor(events: TransportEvents) {
    this.#child = nodeChildProcess().spawn(workerProgram(), [addonPath()], {
      cwd: '/',
      env: {},
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const child = this.#child
    // Before all else, as an error that nobody hears ends the host: of a process that could not be
    // started it still comes when something below has failed already.
    child.on('error', (error) => events.onEnd('start', error.message, null, null))
    child.on('close', (exitCode, signal) => {
      events.onEnd('exit', this.#stderr.trim(), exitCode, signal)
    })
    this.gone = new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    this.#hold(child, false)
    // Without a process there may be no pipes either.
    for (const pipe of [child.stdin, child.stdout, child.stderr] as Array<Stream | undefined>) {
      this.#hold(pipe, false)
      // The process ends, too, and that is what counts.
      pipe?.on('error', () => {})
    }
    child.stdout?.on('data', (chunk: Buffer) => events.onData(chunk))
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('latin1')).slice(-STDERR_BYTES)
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  write(frames: Buffer): void {
    this.#child.stdin?.write(frames)
  }

  setFlowing(on: boolean): void {
    const { stdout } = this.#child
    if (on) stdout?.resume()
    else stdout?.pause()
  }

  keepAlive(on: boolean): void {
    const { stdout, stderr } = this.#child
    // Of a process that dies, its end and that of its streams are still to be heard.
    for (const one of [this.#child, stdout, stderr]) this.#hold(one, on)
  }

  stayUntilGone(): void {
    this.#hold(this.#child, true)
  }

  interrupt(): boolean {
    // A child of Windows's would be killed.
    return this.pid !== undefined && process.platform !== 'win32' && this.#child.kill('SIGUSR2')
  }

  kill(): void {
    if (this.pid !== undefined) this.#child.kill('SIGKILL')
    // By then all that it wrote was read, unless we ended it.
    for (const pipe of this.#child.stdio ?? []) pipe?.destroy()
  }

  /** Does nothing where there is no process: Deno's children have neither method to call then. */
  #hold(one: object | null | undefined, on: boolean): void {
    if (this.pid === undefined) return
    const holding: Holding | null | undefined = one
    if (on) holding?.ref?.()
    else holding?.unref?.()
  }
}
