import { type Command, Option } from 'commander'
import type { ResourceLimits } from '../../index.js'
import { count, size, time } from './quantity.js'

type Limit = keyof ResourceLimits

interface LimitOption {
  readonly flags: string
  readonly about: string
  readonly parse: (text: string) => number
}

/** The limits of the library as options. One that is added there has to be added here. */
const LIMITS: Readonly<Record<Limit, LimitOption>> = {
  maxDurationMs: {
    flags: '--max-duration <time>',
    about: 'computing, waiting excluded (default 5s)',
    parse: time,
  },
  maxMemoryBytes: {
    flags: '--max-memory <size>',
    about: 'memory held at once (default 128mb)',
    parse: size,
  },
  maxRecursionDepth: {
    flags: '--max-recursion-depth <n>',
    about: 'depth of Python calls (default 1000)',
    parse: count,
  },
  maxHostCalls: {
    flags: '--max-host-calls <n>',
    about: 'calls of tools (default 1000)',
    parse: count,
  },
  maxEnvironmentCalls: {
    flags: '--max-environment-calls <n>',
    about: 'calls of files, the clock and the like (default 100000)',
    parse: count,
  },
  maxConcurrentCalls: {
    flags: '--max-concurrent-calls <n>',
    about: 'tools running at once (default 100)',
    parse: count,
  },
  maxTotalSleepMs: {
    flags: '--max-total-sleep <time>',
    about: 'sum of all sleeps (default 10s)',
    parse: time,
  },
  maxOutputBytes: {
    flags: '--max-output <size>',
    about: 'what is printed; the rest is cut (default 10mb)',
    parse: size,
  },
  maxResultBytes: {
    flags: '--max-result <size>',
    about: 'one value on its way out (default 64mb)',
    parse: size,
  },
  maxCodeBytes: {
    flags: '--max-code <size>',
    about: 'length of the source (default 256kb)',
    parse: size,
  },
  gcInterval: {
    flags: '--gc-interval <n>',
    about: 'allocations between collections (default 100000)',
    parse: count,
  },
}

/** The option of each limit, such as `--max-memory`. */
export const LIMIT_FLAGS = Object.fromEntries(
  Object.entries(LIMITS).map(([name, { flags }]) => [name, flags.split(' ')[0]!]),
) as Readonly<Record<Limit, string>>

/** Adds an option for each limit. */
export function addLimits(command: Command): Command {
  for (const { flags, about, parse } of Object.values(LIMITS)) {
    command.addOption(new Option(flags, about).argParser(parse).helpGroup('Limits:'))
  }
  return command
}

/** The limits that were given. */
export function limitsIn(options: Readonly<Record<string, unknown>>): ResourceLimits {
  const given = Object.entries(LIMITS).flatMap(([name, { flags }]) => {
    const value = options[new Option(flags).attributeName()]
    return value === undefined ? [] : [[name, value as number]]
  })
  return Object.fromEntries(given) as ResourceLimits
}
