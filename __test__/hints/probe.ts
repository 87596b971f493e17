import { type Language, Monty, MontyError } from 'monty-node'
import { FEATURES } from '../../src/hints/features.js'
import type { Known } from '../../src/hints/interpreter.js'
import { MEMBER_SUBSTITUTES } from '../../src/hints/members.js'
import { BUILTIN_SUBSTITUTES, COMMON_MODULES } from '../../src/hints/modules.js'

/** What the built interpreter can and cannot do, found out with tiny programs. */
export function probed(language: Language): Known {
  /** What it says against a program; `undefined` when that runs. */
  const complaintOf = (code: string): { typeName: string; message: string } | undefined => {
    try {
      new Monty(code, { language }).run({ sleep: 'instant' })
      return undefined
    } catch (error) {
      if (error instanceof MontyError) return error.exception
      throw error
    }
  }
  const modules = COMMON_MODULES.filter((name) => complaintOf(`import ${name}`) === undefined)
  return {
    missing: FEATURES.flatMap(({ name, probe }) => {
      const says = complaintOf(probe)
      return says === undefined
        ? []
        : [{ feature: name, typeName: says.typeName, message: says.message }]
    }),
    modules,
    missingModules: COMMON_MODULES.filter((name) => !modules.includes(name)),
    missingBuiltins: Object.keys(BUILTIN_SUBSTITUTES).filter(
      (name) => complaintOf(name) !== undefined,
    ),
    missingMembers: Object.keys(MEMBER_SUBSTITUTES).filter((member) => {
      const [module] = member.split('.')
      return complaintOf(`import ${module}\n${member}`) !== undefined
    }),
  }
}
