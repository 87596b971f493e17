import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FeedFlag, Kind, Op } from '../../src/core/engine/kinds.js'
import { DEFAULT_LIMITS } from '../../src/core/limits.js'
import { Tag } from '../../src/core/wire/tag.js'

const engine = (file: string): string =>
  readFileSync(new URL(`../../crates/monty-engine/src/${file}`, import.meta.url), 'utf8')

/** The `NAME = 1;` pairs of a Rust source, with or without `pub const` and a type. */
function table(source: string): Record<string, number> {
  const entries = source.matchAll(/^\s*(?:pub const )?([A-Z][A-Z0-9_]*)(?:: u8)? = (\d+);$/gm)
  return Object.fromEntries([...entries].map(([, name, value]) => [name, Number(value)]))
}

/** A Rust expression of a limit: a product, or seconds as milliseconds. */
function amount(text: string): number {
  const seconds = /^Duration::from_secs\((\d+)\)?$/.exec(text)?.[1]
  if (seconds !== undefined) return Number(seconds) * 1_000
  return text.split('*').reduce((product, part) => product * Number(part.replaceAll('_', '')), 1)
}

describe('the tables of the wire format are the same in Rust and TypeScript:', () => {
  test.each([
    ['tags of values', Tag, 'wire/tag.rs'],
    ['operations and flags', { ...Op, ...FeedFlag }, 'message.rs'],
    ['kinds of events', Kind, 'event.rs'],
  ])('%s', (_what, ours, file) => {
    const theirs = table(engine(file))
    expect(Object.keys(theirs).length).toBeGreaterThan(12)
    expect(theirs).toEqual(ours)
  })

  test('default limits', () => {
    const source = engine('limits.rs')
    const [, body = ''] = /impl Default for Limits \{.*?Self \{(.*?)\n {8}\}/s.exec(source) ?? []
    const theirs = Object.fromEntries(
      [...body.matchAll(/(\w+): (?:Some\()?(.*?)\)?,(?:\n|$)/g)].map(([, name, value]) => [
        name,
        amount(value!),
      ]),
    )
    expect(theirs).toEqual({
      duration: DEFAULT_LIMITS.maxDurationMs,
      memory: DEFAULT_LIMITS.maxMemoryBytes,
      recursion_depth: DEFAULT_LIMITS.maxRecursionDepth,
      host_calls: DEFAULT_LIMITS.maxHostCalls,
      environment_calls: DEFAULT_LIMITS.maxEnvironmentCalls,
      total_sleep: DEFAULT_LIMITS.maxTotalSleepMs,
      output: DEFAULT_LIMITS.maxOutputBytes,
      result: DEFAULT_LIMITS.maxResultBytes,
      gc_interval: DEFAULT_LIMITS.gcInterval,
    })
  })

  test('no two names of a table share a number', () => {
    for (const numbers of [Tag, Op, FeedFlag, Kind].map((names) => Object.values(names))) {
      expect(new Set(numbers).size).toBe(numbers.length)
    }
  })
})
