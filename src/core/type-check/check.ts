import { RENDERINGS } from './rendering.js'
import { renderingOf } from './rendering.js'
import { binding } from '../binding.js'
import { checkerLibrary } from './library.js'
import {
  type Diagnostic,
  type DiagnosticFormat,
  MontyTypingError,
  MontyUsageError,
} from '../errors.js'
import type { Language, ModuleStub } from '../engine/source.js'
import { Reader } from '../wire/reader.js'
import { Writer } from '../wire/writer.js'
import { ANY_STUBS, BUILTIN_STUBS } from './builtins.js'
import { reportable } from './findings.js'
import { reboundNames } from './rebinding.js'
import { onlyReported } from './rendering.js'
import { type CheckRequest, readFindings, writeCheck } from './request.js'

/** Code to check, and its declarations. */
export interface Checked {
  readonly code: string
  readonly scriptName: string
  /** Language of the program, which selects the declared library. Default `'monty'`. */
  readonly language?: Language
  /** Names that the host provides; those without a declaration have type `Any`. */
  readonly inputs: readonly string[]
  readonly stubs: string
  /** Declarations of the modules that the host provides. Default none. */
  readonly modules?: readonly ModuleStub[]
  /** Code executed before, in a session. */
  readonly earlier?: string
}

/**
 * Checks on this thread.
 *
 * @throws MontyTypingError with the findings
 */
export function typeCheck(checked: Checked): void {
  const request = requestOf(checked)
  try {
    report(request, findingsIn(binding().typeCheck(written(request))))
  } catch (error) {
    if (error instanceof MontyTypingError) throw error
    throw checkerError(request, error)
  }
}

/**
 * Checks on another thread.
 *
 * @throws MontyTypingError with the findings
 */
export async function typeCheckAsync(checked: Checked): Promise<void> {
  const request = requestOf(checked)
  const findings = await binding()
    .typeCheckAsync(written(request))
    .catch((error: unknown) => {
      throw checkerError(request, error)
    })
  report(request, findingsIn(findings))
}

function written(request: CheckRequest): Buffer {
  const writer = new Writer()
  writeCheck(writer, request)
  return writer.buffer.subarray(0, writer.length)
}

const findingsIn = (reply: Buffer): string[] | undefined => readFindings(new Reader(reply))

/** Ignores syntax findings, as the compiler reports syntax errors better. */
export async function leavingSyntax(check: () => Promise<void>): Promise<void> {
  try {
    await check()
  } catch (error) {
    const isSyntax =
      error instanceof MontyTypingError &&
      error.diagnostics.some(({ code }) => code === 'invalid-syntax')
    if (!isSyntax) throw error
  }
}

const asAny = (name: string): string => `${name}: __Any\n`

/** The request to the checker. */
export function requestOf({
  code,
  scriptName,
  language = 'monty',
  inputs,
  stubs,
  modules = [],
  earlier = '',
}: Checked): CheckRequest {
  // Declared first, so that the host's own declarations win.
  const declared = inputs.map(asAny).join('')
  const rebound = reboundNames(code, earlier).map(asAny).join('')
  const fullLibrary = language === 'python'
  return {
    library: checkerLibrary(),
    code,
    fullLibrary,
    scriptName,
    stubs: `${fullLibrary ? ANY_STUBS : BUILTIN_STUBS}${declared}${stubs}\n${earlier}\n${rebound}`,
    modules,
    prelude: earlier,
    renderings: RENDERINGS,
  }
}

/**
 * Throws the reportable findings, in each of the requested renderings.
 *
 * @throws MontyTypingError
 */
export function report(request: CheckRequest, findings: readonly string[] | undefined): void {
  const [json] = findings ?? []
  if (findings === undefined || json === undefined) return
  const diagnostics = readDiagnostics(json, request.scriptName)
  const declared = [request.stubs, ...request.modules.map(({ source }) => source)].join('\n')
  const isReported = reportable(diagnostics, request.code, declared, request.prelude)
  if (!isReported.includes(true)) return
  const render = (format: DiagnosticFormat, color: boolean): string => {
    return onlyReported(renderingOf(findings, format, color), format, isReported)
  }
  throw new MontyTypingError(
    diagnostics.filter((_, index) => isReported[index]),
    render,
  )
}

function checkerError({ stubs }: CheckRequest, error: unknown): MontyUsageError {
  // The checker is missing, and its error already says what to do.
  if (error instanceof MontyUsageError) return error
  const { message } = error as Error
  // The offset refers to the combined declarations, of which the host's are only a part.
  const shown = message.replace(/ at byte range (\d+)\.\.\d+$/, (_, at: string) => {
    const line = lineAt(Buffer.from(stubs), Number(at))
    return line === '' ? ' at the end' : ` in the line: ${line}`
  })
  return new MontyUsageError(`type checking failed: ${shown}`, 'MONTY_USAGE', error)
}

function lineAt(text: Buffer, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  return text.toString('utf8', start, end === -1 ? text.length : end).trim()
}

interface Place {
  row: number
  column: number
}

/** A finding in the checker's JSON. */
interface Finding {
  code?: string
  name?: string
  severity?: string
  message: string
  filename?: string
  location?: Place
  end_location?: Place
}

function readDiagnostics(json: string, scriptName: string): Diagnostic[] {
  const start: Place = { row: 1, column: 1 }
  return (JSON.parse(json) as Finding[]).map((finding) => {
    const { location = start, end_location: end = location } = finding
    return {
      code: finding.code ?? finding.name ?? 'error',
      severity: severityOf(finding.severity),
      message: finding.message,
      // The checker's files are all in its root directory.
      filename: finding.filename?.replace(/^\//, '') ?? scriptName,
      line: location.row,
      column: location.column,
      endLine: end.row,
      endColumn: end.column,
    }
  })
}

function severityOf(severity: string | undefined): Diagnostic['severity'] {
  switch (severity) {
    case 'warning':
    case 'info':
      return severity
    default:
      return 'error'
  }
}
