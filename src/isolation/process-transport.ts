import type { ChildProcess } from 'node:child_process'
import type { Stream } from 'node:stream'
import { addonPath } from '../core/binaries/load.js'
import { nodeChildProcess } from '../core/node.js'
import type { Transport, TransportEvents } from './transport.js'
import { workerProgram } from './worker-program.js'

/** Whether a handle keeps this process alive. Bun's standard input of a child has neither method. */
interface Holding {
  ref?(): unknown
  unref?(): unknown
}

const STDERR_BYTES = 2_048
/** Shorter messages are joined: one write is faster than several. */
const LONG_BYTES = 64 * 1024

/** A worker in a process of its own, over its standard input and output. */
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
    // Registered first, as an unhandled error event would end the host: if the process cannot be started, the
    // event arrives even after something below has failed.
    child.on('error', (error) => events.onEnd('start', explained(error), null, null))
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
      // The process ends as well, and that event is handled.
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

  write(pieces: readonly Buffer[]): void {
    const { stdin } = this.#child
    const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0)
    if (pieces.length === 1 || bytes < LONG_BYTES) {
      stdin?.write(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces))
      return
    }
    // A large state is not copied.
    stdin?.cork()
    for (const piece of pieces) stdin?.write(piece)
    stdin?.uncork()
  }

  setFlowing(on: boolean): void {
    const { stdout } = this.#child
    if (on) stdout?.resume()
    else stdout?.pause()
  }

  keepAlive(on: boolean): void {
    const { stdout, stderr } = this.#child
    // When the process dies, its end and that of its streams must still be received.
    for (const one of [this.#child, stdout, stderr]) this.#hold(one, on)
  }

  stayUntilGone(): void {
    this.#hold(this.#child, true)
  }

  interrupt(): boolean {
    // On Windows, the signal would kill the child.
    return this.pid !== undefined && process.platform !== 'win32' && this.#child.kill('SIGUSR2')
  }

  kill(): void {
    if (this.pid !== undefined) this.#child.kill('SIGKILL')
    // All output was read by then, unless the child was killed.
    for (const pipe of this.#child.stdio ?? []) pipe?.destroy()
  }

  /** Does nothing without a process: Deno's children must not be called then. */
  #hold(one: object | null | undefined, on: boolean): void {
    if (this.pid === undefined) return
    const holding: Holding | null | undefined = one
    if (on) holding?.ref?.()
    else holding?.unref?.()
  }
}

/** The system's reason, and what it means where it says little. */
function explained({ code, message }: NodeJS.ErrnoException): string {
  if (code !== 'EACCES') return message
  return (
    `${message}. The file is not executable, as when it was copied without its mode (chmod +x sets it), or its ` +
    'file system is mounted with noexec'
  )
}
