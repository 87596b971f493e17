import { type Command, Option } from 'commander'
import type { ResourceLimits } from '../../index.js'
import { LIMIT_FLAGS } from './limit-flags.js'
import { count, size, time } from './quantity.js'

type Limit = keyof ResourceLimits

const LIMIT_NAMES = Object.keys(LIMIT_FLAGS) as Limit[]

interface LimitOption {
  /** The placeholder of its value. */
  readonly takes: string
  readonly description: string
  readonly parse: (text: string) => number
}

/** The limits of the library as options; a limit added there must be added here. */
const LIMITS: Readonly<Record<Limit, LimitOption>> = {
  maxDurationMs: {
    takes: '<time>',
    description: 'computing, waiting excluded (default 5s)',
    parse: time,
  },
  maxMemoryBytes: {
    takes: '<size>',
    description: 'memory held at once (default 128mb)',
    parse: size,
  },
  maxRecursionDepth: {
    takes: '<n>',
    description: 'depth of Python calls (default 1000)',
    parse: count,
  },
  maxHostCalls: {
    takes: '<n>',
    description: 'calls of tools (default 1000)',
    parse: count,
  },
  maxEnvironmentCalls: {
    takes: '<n>',
    description: 'calls of files, the clock and the like (default 100000)',
    parse: count,
  },
  maxConcurrentCalls: {
    takes: '<n>',
    description: 'tools running at once (default 100)',
    parse: count,
  },
  maxTotalSleepMs: {
    takes: '<time>',
    description: 'sum of all sleeps (default 10s)',
    parse: time,
  },
  maxOutputBytes: {
    takes: '<size>',
    description: 'what is printed; the rest is cut (default 10mb)',
    parse: size,
  },
  maxResultBytes: {
    takes: '<size>',
    description: 'one value on its way out (default 64mb)',
    parse: size,
  },
  maxCodeBytes: {
    takes: '<size>',
    description: 'length of the source (default 256kb)',
    parse: size,
  },
  gcInterval: {
    takes: '<n>',
    description: 'allocations between collections (default 100000)',
    parse: count,
  },
}

/** Adds an option for each limit. */
export function addLimits(command: Command): Command {
  for (const name of LIMIT_NAMES) {
    const { takes, description, parse } = LIMITS[name]
    const option = new Option(`${LIMIT_FLAGS[name]} ${takes}`, description)
    command.addOption(option.argParser(parse).helpGroup('Limits:'))
  }
  return command
}

/** The limits given on the command line. */
export function limitsIn(options: Readonly<Record<string, unknown>>): ResourceLimits {
  const given = LIMIT_NAMES.flatMap((name) => {
    const value = options[new Option(LIMIT_FLAGS[name]).attributeName()]
    return value === undefined ? [] : [[name, value as number]]
  })
  return Object.fromEntries(given) as ResourceLimits
}
