import { BARE_HOST } from '../core/drive/host.js'
import { openLocally } from '../core/drive/local-backend.js'
import { driveSync } from '../core/drive/sync-drive.js'
import { startMessage } from '../core/engine/inputs.js'
import { Program } from '../core/engine/program.js'
import { type Language, plainSource } from '../core/engine/source.js'
import { MontyError } from '../core/errors.js'
import { type Feature, FEATURES } from './features.js'
import { MEMBER_SUBSTITUTES } from './members.js'
import { BUILTIN_SUBSTITUTES, COMMON_MODULES } from './modules.js'

/** A feature that the interpreter lacks, and what it says about it. */
export interface Missing {
  readonly feature: Feature
  readonly says: { readonly typeName: string; readonly message: string }
}

/** What the built interpreter can and cannot do. */
export interface Capabilities {
  readonly missing: readonly Missing[]
  readonly modules: readonly string[]
  readonly missingModules: readonly string[]
  readonly missingBuiltins: readonly string[]
  /** Parts of modules, such as `asyncio.Queue`. */
  readonly missingMembers: readonly string[]
}

const found = new Map<Language, Capabilities>()

/** Finds out once for each language, with tiny programs of our own, which takes a few ms. */
export function capabilities(language: Language = 'python'): Capabilities {
  let known = found.get(language)
  if (known === undefined) {
    known = probe(language)
    found.set(language, known)
  }
  return known
}

function probe(language: Language): Capabilities {
  const complaintOf = (code: string): Missing['says'] | undefined => complaint(code, language)
  const missing = FEATURES.flatMap((feature): Missing[] => {
    const says = complaintOf(feature.probe)
    return says === undefined ? [] : [{ feature, says }]
  })
  const has = (name: string): boolean => complaintOf(`import ${name}`) === undefined
  const modules = COMMON_MODULES.filter(has)
  return {
    missing,
    modules,
    missingModules: COMMON_MODULES.filter((name) => !modules.includes(name)),
    missingMembers: Object.keys(MEMBER_SUBSTITUTES).filter((member) => {
      const [module] = member.split('.')
      return complaintOf(`import ${module}\n${member}`) !== undefined
    }),
    missingBuiltins: Object.keys(BUILTIN_SUBSTITUTES).filter(
      (name) => complaintOf(name) !== undefined,
    ),
  }
}

/** Runs a program of ours with nothing to call. */
function runBare(code: string, language: Language): void {
  const program = Program.compile(plainSource(code, language))
  const execution = openLocally(program, BARE_HOST, false)
  try {
    driveSync(execution, startMessage([], undefined), BARE_HOST)
  } finally {
    execution.dispose()
  }
}

/** What the interpreter says against a program; `undefined` when it runs. */
function complaint(code: string, language: Language): Missing['says'] | undefined {
  try {
    runBare(code, language)
    return undefined
  } catch (error) {
    if (error instanceof MontyError) return error.exception
    throw error
  }
}
