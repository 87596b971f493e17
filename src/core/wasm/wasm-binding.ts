import type * as Binding from '../binding.cjs'
import { NOBODY, Request } from '../engine/requests.js'
import { checker } from './checker.js'
import { loadChecker, loadCheckerNow } from './checker-module.js'
import { WasmExecutions } from './executions.js'
import type { WasmModule } from './web-assembly.js'

/** The addon's named exports. */
type Loaded = Omit<typeof Binding, 'default'>

const NOTHING = Buffer.alloc(0)

/** The replacement for the addon: the same functions, over instances of the WebAssembly module. */
export function wasmBinding(module: WasmModule): Loaded {
  const executions = new WasmExecutions(module)
  const compile = (source: Uint8Array): number | Buffer => executions.program(source)
  return {
    BindingMount: NoDirectory,
    // The garbage collector sees the memory of instances.
    adjustExternalMemory() {},
    detach() {},
    async compileProgramAsync(source) {
      return compile(source)
    },
    openMailbox: (words, body) => mailbox(executions, words, body),
    loadExecution: (bytes) => executions.load(bytes),
    dumpExecution: (number, scriptName) => executions.dump(number, scriptName),
    dumpedLimits: (bytes) =>
      executions.ask((instance) => numbersIn(instance.call('dumped_limits', {}, bytes).bytes)),
    dropExecution: (number) => executions.drop(number),
    dropProgram: (number) => executions.dropProgram(number),
    holdExecution: (number) => executions.hold(number),
    isIdle: (number) => isIdle(executions, number),
    functionNames: (number) =>
      executions.askOf(number, 'function_names').toString().split('\n').filter(Boolean),
    typeCheck: (check) => {
      loadCheckerNow()
      return findingsOf(executions, check)
    },
    async typeCheckAsync(check) {
      await loadChecker()
      await checker.prepare()
      return findingsOf(executions, check)
    },
  }
}

/** Serves requests in shared memory, like the addon's mailbox. */
function mailbox(
  executions: WasmExecutions,
  words: Uint32Array,
  first: Buffer,
): (body?: Buffer) => Buffer | null {
  let body = first
  return (given) => {
    if (given !== undefined) body = given
    const message = body.subarray(0, words[4])
    const { number, event } = serve(executions, words, message)
    words[1] = number
    words[4] = event.length
    if (event.length > body.length) return Buffer.from(event)
    event.copy(body)
    return null
  }
}

function serve(
  executions: WasmExecutions,
  words: Uint32Array,
  message: Buffer,
): { number: number; event: Buffer } {
  const [kind, subject = NOBODY, waits, setupBytes = 0] = words
  switch (kind) {
    case Request.RUN:
      return executions.run({ program: subject, body: message, setupBytes }, waits === 0)
    case Request.PROGRAM: {
      const compiled = executions.program(message)
      if (typeof compiled !== 'number') return { number: NOBODY, event: compiled }
      return { number: compiled, event: NOTHING }
    }
    case Request.SESSION:
      return { number: executions.session(message), event: NOTHING }
    default:
      return executions.step(subject, message)
  }
}

/** Checks types in this thread. */
const findingsOf = (executions: WasmExecutions, request: Uint8Array): Buffer =>
  executions.ask((instance) => Buffer.from(instance.call('check_types', {}, request).bytes))

function isIdle(executions: WasmExecutions, number: number): boolean {
  try {
    return executions.askOf(number, 'is_idle')[0] === 1
  } catch {
    // The execution is over.
    return false
  }
}

function numbersIn(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 8 }, (_, index) => bytes.readDoubleLE(index * 8))
}

/** Mounting is not possible: there is no file system. */
class NoDirectory {
  static open(): never {
    throw new Error(
      'WebAssembly cannot open a directory of the host: give files in memory, or a file system of your own',
    )
  }

  call(): never {
    return NoDirectory.open()
  }
}
