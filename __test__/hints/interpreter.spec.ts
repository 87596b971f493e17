import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { INTERPRETER } from '../../src/hints/interpreter.js'
import { probed } from './probe.js'

/*
 * What hints know of the interpreter is written down in src/hints/interpreter.ts. After a change of the
 * interpreter or of the lists, `MONTY_WRITE=1 npm test -- __test__/hints/interpreter.spec.ts` writes it anew.
 */

const HEAD = `import type { Language } from '../core/engine/source.js'

// Made by __test__/hints/interpreter.spec.ts, which holds it against the interpreter: not to be edited.

/** What the interpreter was found to do and to lack. */
export interface Known {
  /** Features by their names, and what it says when a program uses them. */
  readonly missing: ReadonlyArray<{
    readonly feature: string
    readonly typeName: string
    readonly message: string
  }>
  readonly modules: readonly string[]
  readonly missingModules: readonly string[]
  readonly missingBuiltins: readonly string[]
  /** Parts of modules, such as \`asyncio.Queue\`. */
  readonly missingMembers: readonly string[]
}

`

it.runIf(process.env['MONTY_WRITE'] === '1')('is written down', () => {
  const table = { python: probed('python'), monty: probed('monty') }
  const text = `${HEAD}export const INTERPRETER: Readonly<Record<Language, Known>> = ${JSON.stringify(table, null, 2)}\n`
  writeFileSync(new URL('../../src/hints/interpreter.ts', import.meta.url), text)
  expect(table.python.modules).toContain('json')
})

it.skipIf(process.env['MONTY_WRITE'] === '1').each(['python', 'monty'] as const)(
  'what hints know of the interpreter is so, language %s',
  (language) => {
    expect(INTERPRETER[language], 'MONTY_WRITE=1 writes src/hints/interpreter.ts anew').toEqual(
      probed(language),
    )
  },
)
