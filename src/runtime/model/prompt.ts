import type { Language } from '../../core/engine/source.js'
import type { CompleteLimits } from '../../core/limits.js'
import { capabilities } from '../../hints/probe.js'
import type { CompleteRuntime } from '../options.js'

/** What to tell a model before it writes Python for a runtime. */
export function promptOf(runtime: CompleteRuntime, stubs: string): string {
  const sections = [
    rulesText(runtime.language),
    runtime.isShared ? 'State is kept: what one program defines, later ones can use.' : '',
    limitsText(runtime),
    unsupportedText(runtime.language),
    ...runtime.extensions.map(({ prompt }) =>
      typeof prompt === 'function' ? prompt() : (prompt ?? ''),
    ),
    stubs === ''
      ? 'There are no functions of the host.'
      : `${declarationsIntro(runtime)}:\n\`\`\`python\n${stubs.trim()}\n\`\`\``,
  ]
  return sections.filter((text) => text !== '').join('\n\n')
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

function unsupportedText(language: Language): string {
  const { missing, modules, missingBuiltins } = capabilities(language)
  return [
    'Not supported by this interpreter:',
    ...missing.map(({ feature }) => `- ${feature.name}`),
    `- the built-ins ${missingBuiltins.join(', ')}`,
    `- modules other than ${modules.join(', ')}`,
  ].join('\n')
}

/** The modules of Python that programs can import. */
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
