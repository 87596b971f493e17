// What must come out the same wherever the WebAssembly module runs: `scripts/test/runs-on/wasm.mjs` bundles this for each
// runtime, which has nothing but the library and these cases.
import * as library from 'monty-node'
import { Monty, MontyError, MontyRuntimeError, runMontyAsync } from 'monty-node'
import type { HostFunction, ResourceLimits } from 'monty-node'
import { canonical, parseMarked } from '../../../examples/demo/marks.js'
import { type TableTool, tableFunctions } from '../../../examples/demo/tables.js'
import { outcomeName } from '../../../hostile/outcome-name.mjs'
import { Answers, type Recorded, recordedOf } from '../../support/answers.js'
import { type Kind, putAway, takenUp } from '../../support/moved.js'

/** A Python source, and the JSON beside it. */
interface Case {
  readonly name: string
  readonly code: string
  readonly json: string
}

interface Hostile {
  readonly name: string
  readonly code: string
  readonly outcomes: readonly string[]
}

export interface Cases {
  /** Programs whose value and output are known. */
  readonly programs: readonly Case[]
  /** Scripts as models write them, with the answers of their tools. */
  readonly scripts: readonly Case[]
  /** Programs that want all memory, or recurse without an end. */
  readonly hostile: readonly Hostile[]
  /** What was put away natively, as base64. */
  readonly snapshots: Record<Kind, string>
}

export interface Results {
  /** How many were right of how many, by the kind of case. */
  readonly counts: Record<string, string>
  /** What failed, and how. */
  readonly failed: string[]
  /** What was put away here, as base64, to go on natively. */
  readonly snapshots: Record<string, string>
}

/** How the runtime is used. */
export interface Where {
  /** Whether each program runs in a thread of its own; where there are none, in place. */
  readonly threads: boolean
}

export async function runSuite(cases: Cases, { threads }: Where): Promise<Results> {
  const isolation = threads ? 'process' : 'none'
  const failed: string[] = []
  const counts: Record<string, string> = {}
  async function each<T extends { readonly name: string }>(
    kind: string,
    all: readonly T[],
    check: (one: T) => Promise<string | undefined>,
  ): Promise<void> {
    let right = 0
    for (const one of all) {
      const fault = await check(one).catch((error: unknown) => String(error))
      if (fault === undefined) right++
      else failed.push(`${kind} ${one.name}: ${fault.slice(0, 300)}`)
    }
    counts[kind] = `${right}/${all.length}`
  }
  await each('programs', cases.programs, (one) => programFault(one, isolation))
  await each('scripts', cases.scripts, (one) => scriptFault(one, isolation))
  await each('hostile', cases.hostile, (one) => hostileFault(one, isolation))
  const kinds = Object.entries(cases.snapshots).map(([name, text]) => ({ name, text }))
  await each('snapshots', kinds, async ({ name, text }) =>
    different(takenUp(library, name as Kind, fromBase64(text)), ['yes', true]),
  )
  const snapshots = Object.entries(putAway(library)).map(([name, bytes]) => [name, base64(bytes)])
  return { counts, failed, snapshots: Object.fromEntries(snapshots) as Record<string, string> }
}

type Isolation = 'none' | 'process'

async function programFault(one: Case, isolation: Isolation): Promise<string | undefined> {
  const program = parseMarked(one.json) as {
    inputs: Record<string, unknown>
    tools: Record<string, TableTool>
    expected: unknown
    stdout: string
  }
  let stdout = ''
  const value = await runMontyAsync(
    new Monty(one.code, { inputs: Object.keys(program.inputs), scriptName: `${one.name}.py` }),
    {
      inputs: program.inputs,
      externalFunctions: tableFunctions(program.tools),
      printCallback: (stream, text) => void (stdout += stream === 'stdout' ? text : ''),
      isolation,
    },
  )
  return (
    different(canonical(value), canonical(program.expected)) ?? different(stdout, program.stdout)
  )
}

async function scriptFault(one: Case, isolation: Isolation): Promise<string | undefined> {
  const recorded = recordedOf(one.code, one.json)
  let printed = ''
  const end = await runMontyAsync(new Monty(one.code), {
    floats: 'PyFloat',
    dicts: 'map',
    externalFunctions: functionsOf(recorded),
    printCallback: (_stream, text) => void (printed += text),
    sleep: 'instant',
    isolation,
  }).then(
    (value) => (value === null ? '' : `<<value>> ${reprOf(value)}\n`),
    (error: unknown) => `<<error>> ${(error as MontyRuntimeError).display('type-msg')}\n`,
  )
  return different(printed + end, recorded.output)
}

function functionsOf(recorded: Recorded): Record<string, HostFunction> {
  const answers = new Answers(recorded)
  const functions = Object.keys(recorded.tools).map((name): [string, HostFunction] => {
    const call = (...all: unknown[]): unknown => {
      const last = all.at(-1)
      const isKwargs = typeof last === 'object' && last?.constructor === Object
      const kwargs = isKwargs ? (last as Record<string, unknown>) : {}
      const { result, error } = answers.answer(name, isKwargs ? all.slice(0, -1) : all, kwargs)
      if (error !== undefined) throw Object.assign(new Error(error.message), { name: error.type })
      return result
    }
    return [name, answers.isAsync(name) ? async (...all: unknown[]) => call(...all) : call]
  })
  return Object.fromEntries(functions)
}

const reprOf = (value: unknown): string =>
  String(new Monty('repr(value)', { inputs: ['value'] }).run({ inputs: { value } }))

/** As `hostile/README.md` of the shared programs has it. */
const LIMITS: ResourceLimits = { maxDurationMs: 1_000, maxMemoryBytes: 64 * 1024 * 1024 }

async function hostileFault(one: Hostile, isolation: Isolation): Promise<string | undefined> {
  const outcome = await Monty.create(one.code, { scriptName: 'hostile.py' })
    .then((program) =>
      runMontyAsync(program, {
        limits: LIMITS,
        isolation,
        externalFunctions: HOST,
        ...(isolation === 'process' && { timeoutMs: 2_500 }),
      }),
    )
    .then(() => 'ok', outcomeOf)
  const two = await runMontyAsync(new Monty('1 + 1'), { isolation })
  if (two !== 2) return '1 + 1 failed afterwards'
  return isHarmless(one.outcomes, outcome)
    ? undefined
    : `${outcome} is none of ${one.outcomes.join(', ')}`
}

/** Outcomes that a program may have besides its own ones here. */
const HERE = new Set([
  // Each run has an instance to itself, in place as well: a trap ends that one.
  'crashed',
  // The stack is smaller, and the interpreter says so before it ends.
  'recursion',
  // A width or a size beyond 32 bits is refused, one that is written out already at compile time.
  'error',
  'syntax',
  // Which of the limits ends it, or whether it ends before them, is a matter of the platform's speed and sizes.
  'memory',
  'duration',
  'timeout',
])

function isHarmless(outcomes: readonly string[], outcome: string): boolean {
  // Addresses of 32 bits take half of the memory: what fills it natively may fit, or end later.
  const mayEnd = outcomes.includes('ok') || outcomes.includes('memory')
  // Python ended well and its value cannot cross: the error that says so is as good as the value.
  if (outcome === 'ok' || outcome === 'unconvertible') return mayEnd
  return outcomes.includes(outcome) || HERE.has(outcome)
}

const HOST: Record<string, HostFunction> = {
  echo: (value) => value,
  nothing: () => null,
  later: async (value: unknown) => value,
  fail: () => {
    throw new Error('the host refuses')
  },
}

const outcomeOf = (error: unknown): string =>
  error instanceof MontyError ? outcomeName(error) : `foreign error ${String(error)}`

function different(actual: unknown, expected: unknown): string | undefined {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (left === right) return undefined
  let at = 0
  while (left[at] === right[at]) at++
  const from = Math.max(0, at - 20)
  return `${left.slice(from, at + 80)} rather than ${right.slice(from, at + 80)}`
}

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''))

const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (one) => one.codePointAt(0)!)
