import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FeedFlag, Kind, Op } from '../../src/core/engine/kinds.js'
import { Tag } from '../../src/core/wire/tag.js'

const engine = (file: string): string =>
  readFileSync(new URL(`../../crates/monty-engine/src/${file}`, import.meta.url), 'utf8')

/** The `NAME = 1;` pairs of a Rust source, with or without `pub const` and a type. */
function table(source: string): Record<string, number> {
  const entries = source.matchAll(/^\s*(?:pub const )?([A-Z][A-Z0-9_]*)(?:: u8)? = (\d+);$/gm)
  return Object.fromEntries([...entries].map(([, name, value]) => [name, Number(value)]))
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

  test('no two names of a table share a number', () => {
    for (const numbers of [Tag, Op, FeedFlag, Kind].map((names) => Object.values(names))) {
      expect(new Set(numbers).size).toBe(numbers.length)
    }
  })
})
