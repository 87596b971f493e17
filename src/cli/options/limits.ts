import { type Command, Option } from 'commander'
import type { ResourceLimits } from '../../index.js'
import { LIMIT_FLAGS } from './limit-flags.js'
import { count, size, time } from './quantity.js'

type Limit = keyof ResourceLimits

const LIMIT_NAMES = Object.keys(LIMIT_FLAGS) as Limit[]

interface LimitOption {
  /** What stands behind it. */
  readonly takes: string
  readonly about: string
  readonly parse: (text: string) => number
}

/** The limits of the library as options. One that is added there has to be added here. */
const LIMITS: Readonly<Record<Limit, LimitOption>> = {
  maxDurationMs: {
    takes: '<time>',
    about: 'computing, waiting excluded (default 5s)',
    parse: time,
  },
  maxMemoryBytes: {
    takes: '<size>',
    about: 'memory held at once (default 128mb)',
    parse: size,
  },
  maxRecursionDepth: {
    takes: '<n>',
    about: 'depth of Python calls (default 1000)',
    parse: count,
  },
  maxHostCalls: {
    takes: '<n>',
    about: 'calls of tools (default 1000)',
    parse: count,
  },
  maxEnvironmentCalls: {
    takes: '<n>',
    about: 'calls of files, the clock and the like (default 100000)',
    parse: count,
  },
  maxConcurrentCalls: {
    takes: '<n>',
    about: 'tools running at once (default 100)',
    parse: count,
  },
  maxTotalSleepMs: {
    takes: '<time>',
    about: 'sum of all sleeps (default 10s)',
    parse: time,
  },
  maxOutputBytes: {
    takes: '<size>',
    about: 'what is printed; the rest is cut (default 10mb)',
    parse: size,
  },
  maxResultBytes: {
    takes: '<size>',
    about: 'one value on its way out (default 64mb)',
    parse: size,
  },
  maxCodeBytes: {
    takes: '<size>',
    about: 'length of the source (default 256kb)',
    parse: size,
  },
  gcInterval: {
    takes: '<n>',
    about: 'allocations between collections (default 100000)',
    parse: count,
  },
}

/** Adds an option for each limit. */
export function addLimits(command: Command): Command {
  for (const name of LIMIT_NAMES) {
    const { takes, about, parse } = LIMITS[name]
    const option = new Option(`${LIMIT_FLAGS[name]} ${takes}`, about)
    command.addOption(option.argParser(parse).helpGroup('Limits:'))
  }
  return command
}

/** The limits that were given. */
export function limitsIn(options: Readonly<Record<string, unknown>>): ResourceLimits {
  const given = LIMIT_NAMES.flatMap((name) => {
    const value = options[new Option(LIMIT_FLAGS[name]).attributeName()]
    return value === undefined ? [] : [[name, value as number]]
  })
  return Object.fromEntries(given) as ResourceLimits
}
