import { monotonicNow } from '../../core/timers.js'
import { checkFlag, checkNames, namesOf } from '../../core/option-checks.js'
import { pythonError } from '../../core/contract/python-error.js'
import type { FailedOutcome } from '../../host/outcome.js'
import { PythonModule } from '../../host/modules.js'
import { stubs } from '../../host/stubs/stubs.js'
import { tool, type Tool, type ToolSet } from '../../host/tool.js'
import type { HostContext } from '../../host/context.js'
import type { Extension } from '../extensions.js'
import { reasonOf } from '../tools/run-script.js'
import { NO_INPUTS, schemaOfTypes, type Script, type ScriptDetails } from './script.js'

/** Options of {@link ScriptLibrary.extension}. */
export interface LibraryExtensionOptions {
  /**
   * Whether the model may propose scripts, with `propose_script`. They cannot be run before approval. Default
   * `false`.
   */
  propose?: boolean
}

/** The part of a library that its extension uses. */
interface Library {
  get(name: string): Promise<Script | undefined>
  search(words: string): Promise<Script[]>
  save(name: string, code: string, details: ScriptDetails): Promise<Script>
  proposed(): Promise<Script[]>
}

/** Proposals that may await approval: programs make them, and stores keep them forever. */
const MAX_PROPOSED = 100
/** Longest text of a proposal, in characters. */
const MAX_TEXT = 2_000
const MAX_INPUTS = 100
/** Lifetime of a cached count of proposals, as some may be approved meanwhile. */
const COUNTED_MS = 1_000

interface RunCall {
  name: string
  inputs?: Record<string, unknown>
}

interface Proposal {
  name: string
  code: string
  description: string
  inputs?: Record<string, string>
}

export function libraryExtension(
  library: Library,
  scripts: readonly Script[],
  options: LibraryExtensionOptions,
): Extension {
  checkNames(options, namesOf<LibraryExtensionOptions>({ propose: true }), 'extension()')
  const mayPropose = checkFlag(options.propose, 'propose')
  const members = Object.fromEntries(scripts.map((script) => [script.name, scriptTool(script)]))
  const tools: ToolSet = {
    run_script: runTool(library),
    search_scripts: searchTool(library),
    ...(mayPropose ? { propose_script: proposeTool(library) } : {}),
  }
  const lines = [
    scripts.length === 0
      ? ''
      : 'Scripts that were kept can be imported, as in from scripts import NAME; each is an async function.',
    'search_scripts("words") finds scripts, await run_script("NAME", inputs={...}) runs one.',
    mayPropose
      ? 'A program that would be useful again can be proposed with await propose_script(...).'
      : '',
  ]
  return {
    name: 'scripts',
    tools,
    ...(scripts.length === 0 ? {} : { modules: { scripts: new PythonModule(members) } }),
    prompt: lines.filter((line) => line !== '').join(' '),
  }
}

/** A script as a tool, in the version that existed when the extension was made. */
function scriptTool(script: Script): Tool {
  const { description, inputs, version } = script
  return tool<Record<string, unknown>>({
    description: `${description} (version ${version})`.trim(),
    input: inputs,
    // The effects of a script are calls of tools, which are not repeated.
    restartable: true,
    execute: (given, context) => runScript(script, given, context),
  })
}

/** A script called by a program failed. Python raises a `RuntimeError`. */
class ScriptError extends Error {
  override name = 'RuntimeError'
}

async function runScript(
  { name, code }: Script,
  inputs: Record<string, unknown>,
  context: HostContext,
): Promise<unknown> {
  const outcome = await context.subExecute(code, { inputs })
  if (outcome.status === 'ok') return outcome.value
  throw new ScriptError(`${name}: ${reasonOf(outcome as FailedOutcome)}`)
}

function runTool(library: Library): Tool {
  return tool<RunCall>({
    description: 'Runs a script that was kept, and gives its value.',
    input: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        inputs: { type: 'object', description: 'Its variables.' },
      },
      required: ['name'],
      additionalProperties: false,
    },
    restartable: true,
    async execute({ name, inputs = {} }, context) {
      const script = await found(library, name)
      const checked = (await scriptTool(script).bind({
        name,
        callId: context.callId,
        args: [],
        kwargs: inputs,
      })) as Record<string, unknown>
      return runScript(script, checked, context)
    },
  })
}

async function found(library: Library, name: string): Promise<Script> {
  let script: Script | undefined
  try {
    script = await library.get(name)
  } catch {
    // An invalid name is the name of no script.
  }
  if (script !== undefined) return script
  throw pythonError('FileNotFoundError', `there is no script ${name} that may be run`)
}

function searchTool(library: Library): Tool {
  return tool<{ query: string }, string>({
    description: 'Finds scripts by words in their names and descriptions; gives declarations.',
    input: {
      type: 'object',
      properties: { query: { type: 'string' } },
      required: ['query'],
      additionalProperties: false,
    },
    output: { type: 'string' },
    async: false,
    replay: 'always',
    async execute({ query }) {
      const scripts = (await library.search(query)).slice(0, MAX_FOUND)
      if (scripts.length === 0) return 'Nothing was found.'
      return scripts
        .map((script) => stubs({ [script.name]: scriptTool(script) }).trim())
        .join('\n\n')
    },
  })
}

const MAX_FOUND = 10

/** Counts the proposals that await approval, including those being made. */
class Waiting {
  readonly #library: Library
  #counting: Promise<number> | undefined
  #countedAt = 0
  #taken = 0

  constructor(library: Library) {
    this.#library = library
  }

  /** @throws ScriptError when too many proposals await approval */
  async take(): Promise<void> {
    if (this.#counting === undefined || monotonicNow() - this.#countedAt > COUNTED_MS) {
      this.#countedAt = monotonicNow()
      this.#taken = 0
      this.#counting = this.#library.proposed().then(({ length }) => length)
    }
    if ((await this.#counting) + ++this.#taken <= MAX_PROPOSED) return
    throw new ScriptError(
      `${MAX_PROPOSED} proposed scripts wait for an approval: no more can be proposed before`,
    )
  }
}

function proposeTool(library: Library): Tool {
  const waiting = new Waiting(library)
  return tool<Proposal, string>({
    description:
      'Proposes a script to be kept: a program whose variables are its inputs, told by their types, as {"day": "str"}. It can be run when somebody has approved it.',
    input: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        code: { type: 'string' },
        description: { type: 'string', maxLength: MAX_TEXT },
        inputs: {
          type: 'object',
          additionalProperties: { type: 'string', maxLength: MAX_TEXT },
          propertyNames: { maxLength: MAX_TEXT },
          maxProperties: MAX_INPUTS,
        },
      },
      required: ['name', 'code', 'description'],
      additionalProperties: false,
    },
    output: { type: 'string' },
    async execute({ name, code, description, inputs }) {
      await waiting.take()
      const schema = inputs === undefined ? NO_INPUTS : schemaOfTypes(inputs)
      const details = { description, inputs: schema, approved: false }
      const { version } = await library.save(name, code, details)
      return `${name} was proposed as version ${version}, and waits for an approval`
    },
  })
}
