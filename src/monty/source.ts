import {
  DEFAULT_COMPILATION,
  type Language,
  LANGUAGES,
  type ModuleStub,
  type Source,
} from '../core/engine/source.js'
import { MontyUsageError } from '../core/errors.js'
import { resolveLimits } from '../core/limits.js'
import { isPythonName } from '../core/python-names.js'
import { type CheckedModules, moduleStubs } from '../host/stubs/module-stubs.js'
import { checkFlag, checkNames, namesOf, oneOf } from '../core/option-checks.js'
import type { MontyOptions } from './options.js'
const KNOWN = namesOf<MontyOptions>({
  inputs: true,
  scriptName: true,
  typeCheck: true,
  typeStubs: true,
  language: true,
  assertMessages: true,
  allowEval: true,
  lastAssignment: true,
  limits: true,
  modules: true,
})

/** Checks a program and its options once. */
export function resolveSource(code: unknown, options: MontyOptions | undefined): Source {
  if (options !== undefined) {
    checkNames(options, KNOWN, 'Monty')
    checkSourceLimits(options.limits)
  }
  const compilation = resolveCompilation(options)
  return {
    code: checkCode(code),
    inputs: checkInputNames(options?.inputs),
    // Name by name, as copying objects is slow beside compiling a short program.
    scriptName: compilation.scriptName,
    stubs: compilation.stubs,
    modules: compilation.modules,
    language: compilation.language,
    assertBytes: compilation.assertBytes,
    allowEval: compilation.allowEval,
    typeCheck: compilation.typeCheck,
    lastAssignment: checkFlag(options?.lastAssignment, 'lastAssignment'),
    maxBytes: compilation.maxBytes,
  }
}

/** Refuses limits that only apply to runs, so that no caller believes the program carries them. */
function checkSourceLimits(limits: MontyOptions['limits']): void {
  const misplaced = Object.keys(limits ?? {}).find((name) => name !== 'maxCodeBytes')
  if (misplaced === undefined) return
  throw new MontyUsageError(
    `limits.${misplaced} is for runs, as in run({ limits }): of a program there is maxCodeBytes`,
  )
}

/** Validates type stubs that replace the program's own in a check. */
export function checkStubs(stubs: unknown): string | undefined {
  if (stubs === undefined || typeof stubs === 'string') return stubs
  throw new MontyUsageError('the stubs must be a string, the text of a .pyi file')
}

/** Validates the code of a program. */
export function checkCode(code: unknown): string {
  if (typeof code !== 'string') {
    throw new MontyUsageError(
      `code must be a string, but is ${code === null ? 'null' : typeof code}`,
    )
  }
  if (!code.isWellFormed()) throw new MontyUsageError('code holds half of a surrogate pair')
  return code
}

/** Default maximum of bytes of an operand in a failed `assert`. */
const SHOWN_OPERAND = 120

type Compilation = Omit<Source, 'code' | 'inputs' | 'lastAssignment'>

let usual: Compilation | undefined = undefined

/** Resolves the options that programs and sessions share. */
export function resolveCompilation(options: MontyOptions | undefined): Compilation {
  if (options === undefined) return (usual ??= checkCompilation({}))
  return checkCompilation(options)
}

/** The stubs of modules; without modules, no stub writer is loaded. */
export function declarationsOf(modules: CheckedModules | undefined): ModuleStub[] {
  return modules === undefined ? [] : moduleStubs(modules)
}

function checkCompilation(options: MontyOptions): Compilation {
  const { scriptName = DEFAULT_COMPILATION.scriptName, typeStubs = '' } = options
  for (const [name, text] of Object.entries({ scriptName, typeStubs })) {
    if (typeof text !== 'string') throw new MontyUsageError(`${name} must be a string`)
    if (!text.isWellFormed()) throw new MontyUsageError(`${name} holds half of a surrogate pair`)
  }
  const language = oneOf(options.language ?? DEFAULT_COMPILATION.language, LANGUAGES, 'language')
  const modules = declarationsOf(options.modules)
  checkLength('typeStubs', typeStubs)
  for (const { module, source } of modules) checkLength(`the stubs of module ${module}`, source)
  return {
    scriptName,
    stubs: typeStubs,
    modules,
    language,
    assertBytes: resolveAssert(options.assertMessages, language),
    allowEval: checkFlag(options.allowEval, 'allowEval'),
    typeCheck: checkFlag(options.typeCheck, 'typeCheck'),
    maxBytes: resolveLimits(options.limits).maxCodeBytes,
  }
}

/** Maximum size of type stubs, in bytes: those of a few thousand tools. */
const MAX_STUBS = 4 * 1024 * 1024

/** Refuses stubs here that would make every type check fail. */
function checkLength(what: string, stubs: string): void {
  const bytes = stubs.length < MAX_STUBS / 3 ? 0 : Buffer.byteLength(stubs)
  if (bytes <= MAX_STUBS) return
  throw new MontyUsageError(
    `${what} are too long: ${bytes} bytes, ${MAX_STUBS} allowed: declare fewer functions, or shorten ` +
      'what is said of them',
  )
}

function resolveAssert(value: boolean | number | undefined, language: Language): number {
  const { assertBytes } = DEFAULT_COMPILATION
  if (value === undefined) return language === 'python' ? assertBytes : SHOWN_OPERAND
  if (value === true) return SHOWN_OPERAND
  if (value === false) return 0
  if (Number.isInteger(value) && value >= 0 && value <= 0xffff) return value
  throw new MontyUsageError('assertMessages must be true, false, or a number of bytes up to 65535')
}

function checkInputNames(inputs: unknown): string[] {
  if (inputs === undefined) return []
  if (!Array.isArray(inputs)) throw new MontyUsageError('inputs must be an array of names')
  const seen = new Set<string>()
  for (const name of inputs as unknown[]) {
    if (typeof name !== 'string' || !isPythonName(name)) {
      throw new MontyUsageError(`inputs: ${JSON.stringify(name)} is not a Python name`)
    }
    if (seen.has(name)) throw new MontyUsageError(`inputs: ${name} is listed twice`)
    seen.add(name)
  }
  return [...seen]
}
