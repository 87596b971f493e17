import { Kind, Op } from '../engine/kinds.js'
import { NOBODY, Request } from '../engine/requests.js'
import { type Instance, InstanceFailure, type InstanceReply } from './instance.js'
import { newInstance, readyInstance } from './instances.js'
import type { WasmModule } from './web-assembly.js'

/** Length of an event's header, which contains the usage. */
const HEADER_BYTES = 32
/** Maximum number of idle instances. An instance that has grown beyond `IDLE_BYTES` is discarded. */
const IDLE = 4
const IDLE_BYTES = 24 * 1024 * 1024
/** Maximum number of programs that an instance keeps compiled. */
const PROGRAMS = 16
/** Maximum number of executions in JavaScript's hands that keep an instance; older ones are kept as bytes. */
const HELD = 16

/** The arguments of a run's start. */
interface Beginning {
  readonly program: number
  readonly body: Uint8Array
  readonly setupBytes: number
}

/** An execution: in an instance of its own, or as bytes until it is needed. */
interface Held {
  instance: Instance | undefined
  /** The execution's number in its instance. */
  inner: number
  parked: Buffer | undefined
  /** Set until an instance is ready for the run. */
  beginning: Beginning | undefined
  /** The header of the last event, with the usage at that time. */
  readonly head: Buffer
}

/** Programs, and executions in instances of their own, by number. */
export class WasmExecutions {
  readonly #module: WasmModule
  readonly #idle: Instance[] = []
  readonly #executions = new Map<number, Held>()
  /** The sources of programs: each instance that runs one compiles it. */
  readonly #programs = new Map<number, Buffer>()
  /** Executions held by JavaScript, youngest last. */
  readonly #youngest = new Set<number>()
  #last = 0

  constructor(module: WasmModule) {
    this.#module = module
  }

  /** Compiles a program. Returns its number, or the exception that refuses it. */
  program(source: Uint8Array): number | Buffer {
    const number = this.#next()
    const instance = this.#take(undefined)
    try {
      const refusal = this.#compile(instance, number, source)
      if (refusal !== undefined) return refusal
    } finally {
      this.#giveBack(instance)
    }
    this.#programs.set(number, Buffer.from(source))
    return number
  }

  dropProgram(number: number): void {
    this.#programs.delete(number)
    for (const instance of this.#idle) forget(instance, number)
  }

  /** Starts a run of a program with its first message; later, if it can wait and no instance is ready. */
  run(beginning: Beginning, canWait: boolean): Begun {
    const { program } = beginning
    if (!this.#programs.has(program)) throw gone()
    const instance = canWait ? this.#readyFor(program) : this.#take(program)
    if (instance !== undefined) return this.#begin(beginning, instance)
    // The mailbox's memory is overwritten by later messages.
    const body = Buffer.from(beginning.body)
    const held = { ...begun(undefined), beginning: { ...beginning, body } }
    return { number: this.#keep(held), event: emptyEvent(held, Kind.BUSY) }
  }

  #begin({ program, body, setupBytes }: Beginning, instance: Instance): Begun {
    const held = begun(instance)
    try {
      const source = this.#programs.get(program)
      if (source === undefined) throw gone()
      if (!instance.programs.has(program)) this.#compile(instance, program, source)
      const subject = instance.programs.get(program)!
      return this.#began(
        held,
        instance.call('exchange', { kind: Request.RUN, subject, setupBytes }, body),
      )
    } catch (error) {
      this.#giveBack(instance)
      return { number: NOBODY, event: crashOf(held, error) }
    }
  }

  /** An empty session. */
  session(body: Uint8Array): number {
    const instance = this.#take(undefined)
    try {
      const { subject } = instance.call('exchange', { kind: Request.SESSION }, body)
      return this.#keep({ ...begun(instance), inner: subject })
    } catch (error) {
      this.#giveBack(instance)
      throw error
    }
  }

  /** Sends a message to an execution. */
  step(number: number, body: Uint8Array): Begun {
    const held = this.#find(number)
    if (held.beginning !== undefined) return this.#stepWaiting(number, held, body)
    const instance = this.#instanceOf(held)
    try {
      const reply = instance.call('exchange', { kind: Request.STEP, subject: held.inner }, body)
      noteHead(held, reply)
      // The engine leaks a crashed execution, and its memory with it.
      if (reply.bytes[0] === Kind.CRASHED) instance.isSpent = true
      if (reply.subject === NOBODY) this.#end(number)
      return { number: reply.subject === NOBODY ? NOBODY : number, event: reply.bytes }
    } catch (error) {
      if (!instance.isBroken) throw error
      this.#end(number)
      return { number: NOBODY, event: crashOf(held, error) }
    }
  }

  /** Steps a run that waits for an instance: stops it, or starts it if an instance is ready. */
  #stepWaiting(number: number, held: Held, body: Uint8Array): Begun {
    if (body.at(-1) === Op.STOP) {
      this.#end(number)
      return { number: NOBODY, event: emptyEvent(held, Kind.STOPPED) }
    }
    const instance = this.#readyFor(held.beginning!.program)
    if (instance === undefined) return { number, event: emptyEvent(held, Kind.BUSY) }
    this.#end(number)
    return this.#begin(held.beginning!, instance)
  }

  /** Loads an execution from bytes. */
  load(bytes: Uint8Array): { number: number; maxMemoryBytes: number } {
    const held = { ...begun(undefined), parked: Buffer.from(bytes) }
    const maxMemoryBytes = this.#takeUp(held)
    return { number: this.#keep(held), maxMemoryBytes }
  }

  dump(number: number, scriptName: string): Buffer {
    const held = this.#find(number)
    const instance = this.#instanceOf(held)
    const reply = instance.call('dump_execution', { subject: held.inner }, Buffer.from(scriptName))
    return Buffer.from(reply.bytes)
  }

  /** Calls an idle instance, for requests that need no execution. */
  ask<T>(work: (instance: Instance) => T): T {
    const instance = this.#take(undefined)
    try {
      return work(instance)
    } finally {
      this.#giveBack(instance)
    }
  }

  /** Calls the instance of an execution. */
  askOf(number: number, call: 'is_idle' | 'function_names'): Buffer {
    const held = this.#find(number)
    return this.#instanceOf(held).call(call, { subject: held.inner }).bytes
  }

  /** JavaScript holds the execution from now on. If too many are held, the oldest is compacted to bytes. */
  hold(number: number): void {
    this.#youngest.delete(number)
    this.#youngest.add(number)
    if (this.#youngest.size <= HELD) return
    const [oldest] = this.#youngest
    this.#youngest.delete(oldest!)
    this.#park(oldest!)
  }

  drop(number: number): void {
    const held = this.#executions.get(number)
    if (held === undefined) return
    held.instance?.dropExecution(held.inner)
    this.#end(number)
  }

  #began(held: Held, reply: InstanceReply): Begun {
    noteHead(held, reply)
    if (reply.bytes[0] === Kind.CRASHED) held.instance!.isSpent = true
    if (reply.subject !== NOBODY) {
      held.inner = reply.subject
      return { number: this.#keep(held), event: reply.bytes }
    }
    this.#giveBack(held.instance!)
    return { number: NOBODY, event: reply.bytes }
  }

  #find(number: number): Held {
    const held = this.#executions.get(number)
    if (held === undefined) throw gone()
    return held
  }

  #instanceOf(held: Held): Instance {
    if (held.instance === undefined) this.#takeUp(held)
    return held.instance!
  }

  /** Loads a compacted execution into an instance. Returns the execution's memory limit. */
  #takeUp(held: Held): number {
    if (held.parked === undefined) throw gone()
    const instance = this.#take(undefined)
    try {
      const { subject, bytes } = instance.call('load_execution', {}, held.parked)
      held.inner = subject
      held.instance = instance
      held.parked = undefined
      return bytes.readDoubleLE(0)
    } catch (error) {
      this.#giveBack(instance)
      throw error
    }
  }

  #park(number: number): void {
    const held = this.#executions.get(number)
    if (held?.instance === undefined) return
    try {
      held.parked = this.dump(number, '')
    } catch {
      // The execution is running and cannot be dumped.
      return
    }
    held.instance.dropExecution(held.inner)
    this.#giveBack(held.instance)
    held.instance = undefined
  }

  #keep(held: Held): number {
    const number = this.#next()
    this.#executions.set(number, held)
    return number
  }

  #end(number: number): void {
    const held = this.#executions.get(number)
    this.#executions.delete(number)
    this.#youngest.delete(number)
    if (held?.instance !== undefined) this.#giveBack(held.instance)
  }

  #compile(instance: Instance, number: number, source: Uint8Array): Buffer | undefined {
    const { subject, bytes } = instance.call('exchange', { kind: Request.PROGRAM }, source)
    if (bytes.length > 0) return Buffer.from(bytes)
    instance.programs.set(number, subject)
    for (const oldest of instance.programs.keys()) {
      if (instance.programs.size <= PROGRAMS) break
      forget(instance, oldest)
    }
    return undefined
  }

  /** Takes an instance without an execution, preferably one that has the program. */
  #take(program: number | undefined): Instance {
    return this.#idleFor(program) ?? newInstance(this.#module)
  }

  #readyFor(program: number): Instance | undefined {
    return this.#idleFor(program) ?? readyInstance(this.#module)
  }

  #idleFor(program: number | undefined): Instance | undefined {
    const at = this.#idle.findLastIndex(
      (idle) => program !== undefined && idle.programs.has(program),
    )
    return at >= 0 ? this.#idle.splice(at, 1)[0] : this.#idle.pop()
  }

  #giveBack(instance: Instance): void {
    const isSound = !instance.isBroken && !instance.isSpent && instance.size <= IDLE_BYTES
    if (!isSound || this.#idle.length >= IDLE || this.#idle.includes(instance)) return
    for (const program of instance.programs.keys()) {
      if (!this.#programs.has(program)) forget(instance, program)
    }
    this.#idle.push(instance)
  }

  #next(): number {
    this.#last = (this.#last + 1) % NOBODY
    return this.#last
  }
}

/** The number of an execution, or `NOBODY` when it is over. The event is valid until the next call. */
interface Begun {
  readonly number: number
  readonly event: Buffer
}

const begun = (instance: Instance | undefined): Held => ({
  instance,
  inner: NOBODY,
  parked: undefined,
  beginning: undefined,
  head: Buffer.alloc(HEADER_BYTES),
})

function noteHead(held: Held, { bytes }: InstanceReply): void {
  bytes.copy(held.head, 0, 0, HEADER_BYTES)
}

function forget(instance: Instance, program: number): void {
  const inner = instance.programs.get(program)
  if (inner === undefined) return
  instance.programs.delete(program)
  instance.dropProgram(inner)
}

/** An event without output or further fields. */
function emptyEvent({ head }: Held, kind: number): Buffer {
  head.writeUInt32LE(kind, 0)
  return Buffer.concat([head, Buffer.alloc(2)])
}

/** The event of an execution whose instance failed, with its last usage and the reason. */
function crashOf({ head }: Held, error: unknown): Buffer {
  if (!(error instanceof InstanceFailure)) throw error
  const reason = Buffer.from(error.message)
  const length = reason.length * 2
  head.writeUInt32LE(Kind.CRASHED, 0)
  // No output; then a text, whose length takes two bytes.
  return Buffer.concat([
    head,
    Buffer.from([0, (length & 0x7f) | 0x80, (length >> 7) & 0x7f]),
    reason,
  ])
}

const gone = (): Error => new Error('there is no such run or program: it was disposed of')
