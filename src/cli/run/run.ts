import {
  type Decision,
  type Execution,
  type FailedOutcome,
  MontyRuntime,
  MontyUsageError,
  type Outcome,
  type RunEvent,
} from '../../index.js'
import { completeLimits } from '../../internals.js'
import type { RunFlags } from '../options/flags.js'
import { CliError } from '../cli-error.js'
import { ExitCode, exitCodeOf } from '../exit-code.js'
import { determinismOf } from '../options/determinism.js'
import { environmentOf } from '../options/environment.js'
import { mountsOf, WORKING_DIRECTORY } from '../options/files.js'
import { filesIn, inputsOf } from '../options/inputs.js'
import { limitsIn } from '../options/limits.js'
import { checkWritable, writeText } from '../recording/write.js'
import { plainText } from '../terminal/plain-text.js'
import { loadTools } from '../tools/load.js'
import { type Approving, decide, QUIT } from './decide.js'
import { interruptible } from './interrupt.js'
import { OpenCalls } from './open-calls.js'
import { RunOutput } from './output.js'
import { nameOf, readProgram } from './source.js'
import { watch } from './watch.js'

/** Runs a program, and returns the exit code. */
export async function run(file: string, flags: RunFlags): Promise<number> {
  const { input = [], tools: toolFile } = flags
  if (flags.watch)
    return watch([file, ...(toolFile === undefined ? [] : [toolFile]), ...filesIn(input)])
  const approving = flags.approve ?? (isTerminal() ? 'ask' : 'none')
  if (approving === 'ask' && !isTerminal()) {
    throw new CliError('--approve ask needs a terminal: say --approve all or none')
  }
  checkWritable(flags.record, '--record')
  checkWritable(flags.report, '--report')
  const code = readProgram(file)
  const inputs = inputsOf(input)
  const { tools, modules } = await loadTools(toolFile)
  const calls = new OpenCalls()
  const events: RunEvent[] = []
  const mounts = mountsOf(flags.files ?? [])
  const limits = limitsIn(flags as unknown as Record<string, unknown>)
  const output = new RunOutput({
    name: nameOf(file),
    code,
    isJson: flags.json === true,
    calls,
    given: { mounts },
    maxOutputBytes: completeLimits(limits).maxOutputBytes,
  })
  const onEvent = (event: RunEvent): void => {
    calls.onEvent(event)
    if (flags.report !== undefined) events.push(event)
  }
  const runtime = new MontyRuntime({
    tools,
    modules,
    files: mounts,
    cwd: WORKING_DIRECTORY,
    env: environmentOf(flags.env ?? []),
    isolation: flags.isolation,
    typeCheck: flags.typeCheck === true,
    lastAssignment: false,
    timeoutMs: flags.timeout ?? Infinity,
    limits,
    ...determinismOf(flags),
    printCallback: output.print,
    extensions: [{ name: 'command-line', onEvent }],
  })
  try {
    const begin = (): Execution =>
      runtime.execute(code, { inputs, record: flags.record !== undefined })
    const { execution, outcome } = await untilDecided(runtime, begin, approving, output)
    if (outcome === QUIT) output.note('The run was ended, and nothing was decided.\n')
    else output.end(outcome)
    if (flags.record !== undefined) {
      const recording = { ...(await execution.recording), file: nameOf(file) }
      writeText(flags.record, `${JSON.stringify(recording)}\n`)
    }
    if (flags.report !== undefined) await writeReport(flags.report, events, nameOf(file))
    return outcome === QUIT ? ExitCode.interrupted : exitCodeOf(outcome)
  } finally {
    output.close()
    await runtime.close()
  }
}

/** Drives a run to its end, asking for decisions in between. */
async function untilDecided(
  runtime: MontyRuntime,
  begin: () => Execution,
  approving: Approving,
  output: RunOutput,
): Promise<{ execution: Execution; outcome: Outcome | typeof QUIT }> {
  let execution = begin()
  let { outcome } = await interruptible(execution)
  while (outcome.status === 'paused') {
    const { pending, token } = outcome
    output.pause()
    const decisions = await decide(pending, approving)
    output.resume()
    if (decisions === QUIT) return { execution, outcome: QUIT }
    const resumed = runtime.resume(token, decisions)
    const { outcome: next } = await interruptible(resumed)
    if (isRefused(next, decisions)) {
      output.note(`${plainText(next.error.message)}\n`)
      continue
    }
    execution = resumed
    outcome = next
  }
  return { execution, outcome }
}

/** Whether edited arguments do not fit the call, which is still pending then. */
const isRefused = (
  outcome: Outcome,
  decisions: readonly Decision[],
): outcome is FailedOutcome & Outcome =>
  'error' in outcome &&
  outcome.error instanceof MontyUsageError &&
  decisions.some((decision) => decision.action === 'approve' && decision.input !== undefined)

async function writeReport(file: string, events: readonly RunEvent[], name: string): Promise<void> {
  const { runReport } = await import('../../pages/report.js')
  writeText(file, runReport(events, { title: name }))
}

const isTerminal = (): boolean =>
  process.stderr.isTTY && (process.stdin.isTTY || process.stdout.isTTY)
