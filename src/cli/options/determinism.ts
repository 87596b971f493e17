import { type Command, InvalidArgumentError, Option } from 'commander'
import type { RuntimeOptions } from '../../index.js'

/** Options for reproducible runs. */
export interface Determinism {
  readonly seed?: number | bigint | string
  readonly clock?: Date
  readonly timeZone?: string
  readonly sleep?: 'real' | 'instant'
}

const GROUP = 'Time and chance:'

/** Adds the options for reproducible runs. */
export function addDeterminism(command: Command): Command {
  return command
    .addOption(
      new Option('--seed <seed>', 'makes chance repeatable').argParser(seedOf).helpGroup(GROUP),
    )
    .addOption(
      new Option(
        '--clock <instant>',
        'the time at which the clock stands, such as 2026-07-01T12:00Z',
      )
        .argParser(instant)
        .helpGroup(GROUP),
    )
    .addOption(
      new Option('--time-zone <name>', 'the zone of local times (default UTC)').helpGroup(GROUP),
    )
    .addOption(
      new Option('--sleep <how>', 'whether sleeps take time')
        .choices(['real', 'instant'])
        .helpGroup(GROUP),
    )
}

/** Converts the flags to options of a runtime. */
export function determinismOf({
  seed,
  clock,
  timeZone,
  sleep,
}: Determinism): Pick<RuntimeOptions, 'random' | 'clock' | 'timeZone' | 'sleep'> {
  return {
    ...(seed === undefined ? {} : { random: { seed } }),
    ...(clock === undefined ? {} : { clock }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(sleep === undefined ? {} : { sleep }),
  }
}

/** A whole number is a number, as in Python's `random.seed(42)`; anything else is text. */
function seedOf(text: string): number | bigint | string {
  if (!/^-?\d+$/.test(text)) return text
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

function instant(text: string): Date {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('It is an instant, such as 2026-07-01T12:00:00Z.')
  }
  return date
}
