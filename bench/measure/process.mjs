import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A contender's process. It measures on request and is idle otherwise. */
export class Contender {
  #child
  #lines

  constructor(id, command, args) {
    this.id = id
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  prepare(workload) {
    return this.#ask(`prepare ${workload}`)
  }

  /** The nanoseconds that so many iterations took. */
  async sample(iterations) {
    return (await this.#ask(`sample ${iterations}`)).ns
  }

  async close() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.stdin.end()
    await ended
  }

  async #ask(request) {
    this.#child.stdin.write(`${request}\n`)
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`${this.id} ended while it was asked to ${request}`)
    const answer = JSON.parse(value)
    if (answer.error !== undefined) throw new Error(`${this.id}, ${request}: ${answer.error}`)
    return answer
  }
}
