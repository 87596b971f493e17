import { type Divergence, type Outcome, type Recording, replay, type Replay } from '../../index.js'
import { CliError, isCliError, messageOf } from '../cli-error.js'
import { ExitCode, exitCodeOf } from '../exit-code.js'
import type { ReplayFlags } from '../options/flags.js'
import { readRecordingFile } from '../recording/read.js'
import { interruptible } from '../run/interrupt.js'
import { OpenCalls } from '../run/open-calls.js'
import { RunOutput } from '../run/output.js'
import { nameOf, readProgram } from '../run/source.js'
import { divergenceText, endText } from './divergence-text.js'

/** The name of a recorded program in tracebacks, if the recording has no file name. */
const RECORDED_NAME = 'main.py'

/** Replays a recording, and returns the exit code. */
export async function replayFile(file: string, flags: ReplayFlags): Promise<number> {
  if (file === '-' && flags.code === '-') {
    throw new CliError('standard input is the recording or the program, and not both')
  }
  const recording = readRecordingFile(file)
  const changed = flags.code === undefined ? undefined : readProgram(flags.code)
  const code = changed ?? String(recording['code'])
  const name = flags.code === undefined ? nameIn(recording) : nameOf(flags.code)
  const replayed = begin(recording, file, flags, changed)
  const calls = new OpenCalls()
  const output = new RunOutput({ name, code, isJson: flags.json === true, calls })
  try {
    const followed = follow(replayed, calls, output)
    const { outcome, isInterrupted } = await interruptible(replayed)
    await followed
    const divergence = await replayed.divergence
    output.end(outcome, { divergence: divergence ?? null })
    if (isInterrupted) return ExitCode.interrupted
    if (flags.json === undefined) {
      output.note(
        divergence === undefined ? endText(outcome) : divergenceText(divergence, code, name),
      )
    }
    return exitCode(outcome, divergence)
  } finally {
    output.close()
  }
}

function nameIn({ file }: Readonly<Record<string, unknown>>): string {
  return typeof file === 'string' ? file : RECORDED_NAME
}

function begin(
  recording: Readonly<Record<string, unknown>>,
  file: string,
  { isolation }: ReplayFlags,
  code: string | undefined,
): Replay {
  try {
    return replay(recording as unknown as Recording, {
      isolation,
      ...(code === undefined ? {} : { code }),
    })
  } catch (error) {
    if (isCliError(error)) throw error
    throw new CliError(`${file}: ${messageOf(error)}`, undefined, error)
  }
}

async function follow(replayed: Replay, calls: OpenCalls, output: RunOutput): Promise<void> {
  for await (const event of replayed.events) {
    calls.onEvent(event)
    if (event.type === 'stdout') output.print(event.stream, event.text)
  }
}

function exitCode(outcome: Outcome, divergence: Divergence | undefined): number {
  if (divergence === undefined) return ExitCode.ok
  const code = exitCodeOf(outcome)
  // A refused program is more specific than a divergence.
  return code === ExitCode.refused ? code : ExitCode.diverged
}
