import {
  type DiagnosticFormat,
  Monty,
  MontySyntaxError,
  MontyTypingError,
  stubs,
} from '../../index.js'
import type { CheckFlags } from '../options/flags.js'
import { CliError, messageOf } from '../cli-error.js'
import { ExitCode } from '../exit-code.js'
import { fs } from '../node.js'
import { nameOf, readProgram } from '../run/source.js'
import { colorsFor, wantsColors } from '../terminal/colors.js'
import { plainText } from '../terminal/plain-text.js'
import { loadTools } from '../tools/load.js'
import { joined } from './join-findings.js'
import { named, placeholderOf } from './names.js'

/** Checks programs, and gives the exit code. */
export async function check(files: readonly string[], flags: CheckFlags): Promise<number> {
  const { format, input = [] } = flags
  const { tools, modules } = await loadTools(flags.tools)
  const declared = flags.stubs === undefined ? '' : readStubs(flags.stubs)
  const typeStubs = `${stubs(tools)}\n${declared}`
  const rendered: string[] = []
  const refusals: string[] = []
  let isNameMissing = false
  for (const file of files) {
    const name = nameOf(file)
    const scriptName = placeholderOf(name)
    const options = { scriptName, typeStubs, modules, inputs: [...input] }
    try {
      await Monty.create(readProgram(file), { ...options, typeCheck: true })
    } catch (error) {
      if (error instanceof MontyTypingError) {
        const shown = error.displayDiagnostics(format, wantsColors(process.stdout))
        rendered.push(named(shown, scriptName, name, format))
        isNameMissing ||= error.diagnostics.some(({ code }) => code === 'unresolved-reference')
      } else if (error instanceof MontySyntaxError) {
        refusals.push(named(error.display().trimEnd(), scriptName, name, 'full'))
      } else throw error
    }
  }
  const found = joined(rendered, format)
  if (found !== '') process.stdout.write(found.endsWith('\n') ? found : `${found}\n`)
  for (const refusal of refusals) console.error(plainText(refusal))
  if (isNameMissing && isForPeople(format)) tellOfNames(flags)
  if (rendered.length + refusals.length > 0) return ExitCode.refused
  tellAllIsWell(files.length, format)
  return ExitCode.ok
}

/** What the programs are given is nothing that they say themselves. */
function tellOfNames({ tools, stubs: declared, input }: CheckFlags): void {
  const left = [
    ...((tools ?? declared) ? [] : ['--tools FILE or --stubs FILE declares what there is to call']),
    ...(input === undefined ? ['--input NAME a variable that the program is given'] : []),
  ]
  if (left.length > 0)
    console.error(`${colorsFor(process.stderr).cyan('hint:')} ${left.join(', ')}`)
}

const isForPeople = (format: DiagnosticFormat): boolean => format === 'full' || format === 'concise'

/** Formats for people say that nothing was found; for tools nothing is what is found. */
function tellAllIsWell(count: number, format: DiagnosticFormat): void {
  if (!isForPeople(format)) return
  const { green } = colorsFor(process.stderr)
  console.error(green(`${count} ${count === 1 ? 'program' : 'programs'} checked, no findings`))
}

function readStubs(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    throw new CliError(`--stubs: ${messageOf(error)}`)
  }
}
