import { Monty as CoreMonty } from '../monty/monty.js'
import { typeCheck } from '../core/type-check/check.js'
import { asOsCall } from '../core/drive/clock.js'
import { translated } from './failures.js'
import { coreFunctions } from './functions.js'
import { checkInputNames, inputValues } from './inputs.js'
import { coreLimits } from './limits.js'
import { Mounts } from './mount.js'
import type { JsMontyObject, MontyOptions, RunOptions, StartOptions } from './options.js'
import { type MontyComplete, type MontyNameLookup, type MontySnapshot, pausedOf } from './paused.js'
import { corePrint } from './print.js'
import { checkBytes } from './unsigned.js'
import { CORE_VALUES, fromPython } from './values/from-python.js'

/** Returns the core program of a `Monty`. */
export let coreOf: (monty: Monty) => CoreMonty

/**
 * A compiled Python program, run as often as you like.
 *
 * @example
 * ```ts
 * new Monty('x + y', { inputs: ['x', 'y'] }).run({ inputs: { x: 10, y: 20 } }) // 30
 * ```
 */
export class Monty {
  readonly #core: CoreMonty

  static {
    coreOf = (monty) => {
      if (#core in monty) return monty.#core
      throw new TypeError('only a Monty can be run')
    }
  }

  /**
   * Compiles `code`.
   *
   * @throws MontySyntaxError when it is not Python
   * @throws MontyRuntimeError when it is Python that is not supported
   * @throws MontyTypingError with `typeCheck: true`, when the type checker has findings
   */
  constructor(code: string, options?: MontyOptions | null)
  constructor(code: string, options?: MontyOptions | null, loaded?: CoreMonty) {
    this.#core = loaded ?? compiled(code, options ?? {})
  }

  /**
   * Checks the types.
   *
   * @param prefixCode code to put before the program
   * @throws MontyTypingError when there are findings
   */
  typeCheck(prefixCode?: string | null): void {
    checkTypes(this.#core.code, this.scriptName, prefixCode)
  }

  /**
   * Runs to the end and returns the value of the last expression.
   *
   * @throws MontyRuntimeError when Python ends with an exception
   */
  run(options?: RunOptions | null): JsMontyObject {
    const externalFunctions = coreFunctions(options?.externalFunctions)
    const os = new Mounts(options?.mount, true).answer
    const given = startOptions(this.#core, options)
    const run = (): unknown => this.#core.run({ ...given, externalFunctions, os })
    return fromPython(translated(run, this.#core.code))
  }

  /** Runs to the first call of a host function, or to the first name that is not known. */
  start(options?: StartOptions | null): MontySnapshot | MontyNameLookup | MontyComplete {
    const mounts = new Mounts(options?.mount)
    const given = startOptions(this.#core, options)
    return translated(() => pausedOf(this.#core.start(given), mounts), this.#core.code)
  }

  /** The program as bytes. */
  dump(): Buffer {
    return this.#core.dump()
  }

  /** The program that {@link Monty.dump} wrote. */
  static load(data: Buffer): Monty {
    const bytes = checkBytes(data)
    return new LoadedMonty(
      '',
      undefined,
      translated(() => CoreMonty.load(bytes)),
    )
  }

  /** The program's name in tracebacks. */
  get scriptName(): string {
    return this.#core.scriptName
  }

  /** The names of the values that each run is given. */
  get inputs(): string[] {
    return [...this.#core.inputs]
  }

  repr(): string {
    const lines = this.#core.code.split('\n')
    const count = lines.at(-1) === '' ? lines.length - 1 : lines.length
    const names = this.inputs.map((name) => `"${name}"`).join(', ')
    const inputs = names === '' ? '' : `, inputs=[${names}]`
    const size = `${count} ${count === 1 ? 'line' : 'lines'}`
    return `Monty(<${size} of code>, scriptName='${this.scriptName}'${inputs})`
  }
}

/** The constructor with its internal argument. */
const LoadedMonty = Monty as new (code: string, options: undefined, loaded: CoreMonty) => Monty

function compiled(code: unknown, options: MontyOptions): CoreMonty {
  const { scriptName = 'main.py', typeCheckPrefixCode } = options
  const text = checkText(code, 'code')
  const name = checkText(scriptName, 'scriptName')
  const inputs = checkInputNames(options.inputs)
  if (options.typeCheck === true) checkTypes(text, name, typeCheckPrefixCode)
  return translated(
    () =>
      new CoreMonty(text, {
        scriptName: name,
        inputs,
        language: 'monty',
        assertMessages: false,
      }),
  )
}

function checkText(text: unknown, what: string): string {
  if (typeof text === 'string') return text.toWellFormed()
  throw new Error(`${what} must be a string, but is ${text === null ? 'null' : typeof text}`)
}

/**
 * Checks the types. As in 0.0.18, inputs and host functions are unknown to the checker unless the
 * prefix declares them.
 */
function checkTypes(code: string, scriptName: string, prefix: string | null | undefined): void {
  const whole = prefix === undefined || prefix === null ? code : `${prefix}\n${code}`
  translated(() => typeCheck({ code: whole, scriptName, inputs: [], stubs: '' }))
}

/** Core options of a run. */
export function startOptions(
  core: CoreMonty,
  options: StartOptions | null | undefined,
): Parameters<CoreMonty['start']>[0] & {} {
  const inputs = inputValues(core.inputs, options?.inputs)
  return {
    ...(inputs === undefined ? {} : { inputs }),
    limits: coreLimits(options?.limits),
    printCallback: corePrint(options?.printCallback),
    clock: asOsCall,
    ...CORE_VALUES,
  }
}
