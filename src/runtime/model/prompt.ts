import type { Language } from '../../core/engine/source.js'
import type { CompleteLimits } from '../../core/limits.js'
import { capabilities } from '../../hints/capabilities.js'
import type { CompleteRuntime } from '../resolve-options.js'

/** The prompt for a model that writes Python for a runtime. */
export function promptOf(runtime: CompleteRuntime, stubs: string): string {
  const sections = [
    rulesText(runtime.language),
    runtime.isShared ? 'State is kept: what one program defines, later ones can use.' : '',
    limitsText(runtime),
    filesText(runtime),
    unsupportedText(runtime.language),
    ...runtime.extensions.map(({ prompt }) =>
      typeof prompt === 'function' ? prompt() : (prompt ?? ''),
    ),
    toolsText(runtime, stubs),
  ]
  return sections.filter((text) => text !== '').join('\n\n')
}

/** Approximate bytes of declarations per token. */
const TOKEN_BYTES = 4

function toolsText(runtime: CompleteRuntime, stubs: string): string {
  if (stubs === '') return 'There are no functions of the host.'
  const { discovery, budgets } = runtime
  const maxBytes = budgets.declarationTokens * TOKEN_BYTES
  if (discovery === undefined || Buffer.byteLength(stubs) <= maxBytes) {
    return `${declarationsIntro(runtime)}:\n\`\`\`python\n${stubs.trim()}\n\`\`\``
  }
  return `Functions of the host are told by their names. Look up the declarations of those you need in a first program: print(search_tools("words about what to do")) or print(describe_tool("name")). Types are checked against them.
${discovery.overview(maxBytes / 2)}`
}

function declarationsIntro({ modules }: CompleteRuntime): string {
  const names = Object.keys(modules)
  const intro = 'These functions of the host are there without an import'
  return names.length === 0
    ? intro
    : `${intro}, and those in ${names.join(', ')} after importing it`
}

const rulesText = (
  language: Language,
): string => `Write one Python program for a sandboxed interpreter.
- The value of the last expression is the result. End with an expression, not with print().
- Use await at the top level for async functions; run independent calls together: a, b = await asyncio.gather(f(), g())
${language === 'python' ? '' : '- Call them in loops and comprehensions, as [f(x) for x in xs]: map(), filter() and key= cannot.\n'}- Arguments and results are plain Python values: dicts, lists, str, int, float, bool, None.
- Let errors that you cannot handle end the program: the traceback comes back to you.`

function limitsText({ host, timeoutMs, budgets }: CompleteRuntime): string {
  const { limits } = host
  const lines = [
    `- ${duration(limits.maxDurationMs)} of computing; waiting for functions does not count`,
    timeoutMs === Infinity ? '' : `- ${duration(timeoutMs)} in all, waiting included`,
    `- ${size(limits.maxMemoryBytes)} of memory`,
    `- ${count(limits, 'maxHostCalls')} calls of functions, ${count(limits, 'maxConcurrentCalls')} at once`,
    `- ${size(limits.maxCodeBytes)} of source`,
    `- of the result ${size(budgets.resultBytes)} are shown, of what is printed ${size(budgets.stdoutBytes)}, of an error ${size(budgets.errorBytes)}; what is more is cut`,
  ]
  return `Limits:\n${lines.filter((line) => line !== '').join('\n')}`
}

function filesText({ artifacts, outputs }: CompleteRuntime): string {
  const lines = [
    artifacts === undefined
      ? ''
      : '- What is written below /artifacts goes to the user as files, such as /artifacts/report.csv.',
    outputs === undefined
      ? ''
      : '- Where an answer says that all of a result or of the output is in a file below /outputs, later programs can read it.',
  ].filter((line) => line !== '')
  return lines.length === 0 ? '' : `Files:\n${lines.join('\n')}`
}

function unsupportedText(language: Language): string {
  const { missing, modules, missingBuiltins } = capabilities(language)
  return [
    'Not supported by this interpreter:',
    ...missing.map(({ feature }) => `- ${feature.name}`),
    `- the built-ins ${missingBuiltins.join(', ')}`,
    `- modules other than ${modules.join(', ')}`,
  ].join('\n')
}

/** The standard modules that programs can import. */
export const importableModules = (): readonly string[] => capabilities('python').modules

const count = (limits: CompleteLimits, name: keyof CompleteLimits): string =>
  limits[name] === Infinity ? 'any number of' : String(limits[name])

function duration(ms: number): string {
  if (ms === Infinity) return 'unlimited time'
  return ms >= 1_000 ? `${ms / 1_000} s` : `${ms} ms`
}

function size(bytes: number): string {
  if (bytes === Infinity) return 'any amount'
  if (bytes >= 1_048_576) return `${Math.round(bytes / 104_857.6) / 10} MiB`
  return bytes >= 1_024 ? `${Math.round(bytes / 102.4) / 10} KiB` : `${bytes} bytes`
}
