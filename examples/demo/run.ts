import { Monty, MontyError, runMontyAsync } from 'monty-node'
import { isSameValue, type Program, type TableCall, tableFunctions } from './programs.js'

/** What came of a program. */
export interface Result {
  readonly program: Program
  readonly value: unknown
  readonly stdout: string
  readonly calls: readonly TableCall[]
  /** When the run began, by `performance.now()`. */
  readonly startedAt: number
  /** Compiling and running, the tools included. */
  readonly durationMs: number
  /** What is wrong, if anything. */
  readonly problem: string | undefined
}

/** Runs a program with its tools and compares what comes of it with what should. */
export async function run(program: Program, delayMs = 0): Promise<Result> {
  const calls: TableCall[] = []
  let stdout = ''
  let value: unknown
  let problem: string | undefined
  const startedAt = performance.now()
  try {
    const monty = new Monty(program.code, {
      inputs: Object.keys(program.inputs),
      scriptName: `${program.name}.py`,
    })
    value = await runMontyAsync(monty, {
      inputs: program.inputs,
      externalFunctions: tableFunctions(program.tools, {
        delayMs,
        onCall: (call) => calls.push(call),
      }),
      printCallback: (stream, text) => {
        if (stream === 'stdout') stdout += text
      },
    })
  } catch (error) {
    problem = error instanceof MontyError ? error.display() : String(error)
  }
  const durationMs = performance.now() - startedAt
  problem ??= compare(program, value, stdout)
  return { program, value, stdout, calls, startedAt, durationMs, problem }
}

function compare(program: Program, value: unknown, stdout: string): string | undefined {
  if (!isSameValue(value, program.expected)) return 'the value is not the expected one'
  if (stdout !== program.stdout) return 'the printed output is not the expected one'
  return undefined
}
