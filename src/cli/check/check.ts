import {
  type Diagnostic,
  type DiagnosticFormat,
  Monty,
  MontyError,
  MontySyntaxError,
  MontyTypingError,
  stubs,
} from '../../index.js'
import { programHint } from '../../internals.js'
import type { CheckFlags } from '../options/flags.js'
import { CliError, isCliError, messageOf } from '../cli-error.js'
import { ExitCode } from '../exit-code.js'
import { fs } from '../node.js'
import { nameOf, readProgram } from '../run/source.js'
import { colorsFor, wantsColors } from '../terminal/colors.js'
import { plainText, printedText } from '../terminal/plain-text.js'
import { type LoadedTools, loadTools } from '../tools/load.js'
import { joined } from './join-findings.js'
import { named, placeholderOf } from './names.js'
import { programsIn } from './programs.js'

/** Checks programs, and returns the exit code. */
export async function check(files: readonly string[], flags: CheckFlags): Promise<number> {
  const { format, input = [] } = flags
  const { tools, modules } = await loadTools(flags.tools)
  const declared = flags.stubs === undefined ? '' : readStubs(flags.stubs)
  const typeStubs = `${stubs(tools)}\n${declared}`
  const rendered: string[] = []
  const refusals: string[] = []
  const hints: string[] = []
  const unreadable: string[] = []
  let isNameMissing = false
  const programs = programsIn(files)
  for (const file of programs) {
    const name = nameOf(file)
    const scriptName = placeholderOf(name)
    const options = { scriptName, typeStubs, modules, inputs: [...input] }
    const code = readOr(file, unreadable)
    if (code === undefined) continue
    try {
      await Monty.create(code, { ...options, typeCheck: true })
    } catch (error) {
      if (error instanceof MontyError)
        hints.push(...hintsOn(error, code, flags, { tools, modules }))
      if (error instanceof MontyTypingError) {
        const shown = error.displayDiagnostics(format, wantsColors(process.stdout))
        rendered.push(named(shown, scriptName, name, format))
        isNameMissing ||= error.diagnostics.some(isAboutName)
      } else if (error instanceof MontySyntaxError) {
        refusals.push(named(error.display().trimEnd(), scriptName, name, 'full'))
      } else throw error
    }
  }
  const found = joined(rendered, format)
  if (found !== '') {
    // Programs of other authors may contain control characters in names.
    const shown = process.stdout.isTTY ? printedText(found) : found
    process.stdout.write(shown.endsWith('\n') ? shown : `${shown}\n`)
  }
  for (const refusal of refusals) console.error(plainText(refusal))
  if (isForPeople(format)) {
    printHints([...new Set(hints)])
    if (isNameMissing) printNamesHint(flags)
  }
  for (const message of unreadable) console.error(`monty-node: ${plainText(message)}`)
  if (unreadable.length > 0) return ExitCode.usage
  if (rendered.length + refusals.length > 0) return ExitCode.refused
  printSuccess(programs.length, format)
  return ExitCode.ok
}

/**
 * Hints for a failed check. Without them when all findings are unknown names, which may be inputs.
 */
function hintsOn(
  error: MontyError,
  code: string,
  { input = [] }: CheckFlags,
  { tools, modules }: LoadedTools,
): string[] {
  if (error instanceof MontyTypingError && error.diagnostics.every(isAboutName)) return []
  const hint = programHint(error, tools, modules, { code, inputs: input })
  return hint === undefined ? [] : [hint]
}

const isAboutName = ({ code }: Diagnostic): boolean => code === 'unresolved-reference'

function printHints(hints: readonly string[]): void {
  const { cyan } = colorsFor(process.stderr)
  for (const hint of hints) console.error(`${cyan('hint:')} ${plainText(hint).trimEnd()}\n`)
}

/** Suggests options that declare the names a program is given. */
function printNamesHint({ tools, stubs: declared, input }: CheckFlags): void {
  const left = [
    ...((tools ?? declared) ? [] : ['--tools FILE or --stubs FILE declares what there is to call']),
    ...(input === undefined ? ['--input NAME a variable that the program is given'] : []),
  ]
  if (left.length > 0)
    console.error(`${colorsFor(process.stderr).cyan('hint:')} ${left.join(', ')}`)
}

const isForPeople = (format: DiagnosticFormat): boolean => format === 'full' || format === 'concise'

/** Formats for people report success; formats for tools stay empty. */
function printSuccess(count: number, format: DiagnosticFormat): void {
  if (!isForPeople(format)) return
  const { green } = colorsFor(process.stderr)
  console.error(green(`${count} ${count === 1 ? 'program' : 'programs'} checked, no findings`))
}

/** The source of a program; `undefined`, and a message more, if the file cannot be read. */
function readOr(file: string, unreadable: string[]): string | undefined {
  try {
    return readProgram(file)
  } catch (error) {
    if (!isCliError(error)) throw error
    unreadable.push(error.message)
    return undefined
  }
}

function readStubs(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    throw new CliError(`--stubs: ${messageOf(error)}`)
  }
}
