import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LIMIT_NAMES } from '../../src/core/engine/event.js'
import { FeedFlag, Kind, Op } from '../../src/core/engine/kinds.js'
import { Request as MailboxRequest } from '../../src/core/engine/requests.js'
import { DEFAULT_LIMITS, ENGINE_LIMITS } from '../../src/core/limits.js'
import { Tag } from '../../src/core/wire/tag.js'
import {
  EXIT_MEMORY,
  HEAD_BYTES,
  LENGTH_BYTES,
  MAX_FRAME_BYTES,
  MEMORY_HEADROOM_BYTES,
  Request as PipeRequest,
  Reply,
} from '../../src/isolation/protocol.js'

const textOf = (file: string): string =>
  readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const engine = (file: string): string => textOf(`crates/monty-engine/src/${file}`)

/** The engine's name of a limit: `maxDurationMs` is its `duration`. */
const fieldOfLimit = (name: string): string =>
  name
    .replace(/^max(.)/, (_match, first: string) => first.toLowerCase())
    .replace(/(Ms|Bytes)$/, '')
    .replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

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

  test('limits, their order and their defaults', () => {
    const limits = engine('limits.rs')
    const fieldsOf = (body: string) =>
      [...body.matchAll(/^\s+(?:pub )?(\w+): /gm)].map((field) => field[1]!)
    const [, declared = ''] = /pub struct Limits \{(.*?)\n\}/s.exec(limits) ?? []
    const message = engine('message.rs')
    const [, read = ''] = /Ok\(Limits \{(.*?)\n {4}\}\)/s.exec(message) ?? []
    const [, written = ''] = /fn write_limits.*?vec!\[(.*?)\n {4}\]/s.exec(message) ?? []
    const ours = ENGINE_LIMITS.map(fieldOfLimit)
    expect(fieldsOf(read)).toEqual(ours)
    expect([...written.matchAll(/limits\.(\w+)/g)].map((field) => field[1])).toEqual(ours)
    expect(fieldsOf(declared)).toEqual(ours)

    const [, body = ''] = /impl Default for Limits \{.*?Self \{(.*?)\n {8}\}/s.exec(limits) ?? []
    const theirs = Object.fromEntries(
      [...body.matchAll(/(\w+): (?:Some\()?(.*?)\)?,(?:\n|$)/g)].map(([, name, value]) => [
        name,
        amount(value!),
      ]),
    )
    expect(theirs).toEqual(
      Object.fromEntries(ENGINE_LIMITS.map((name) => [fieldOfLimit(name), DEFAULT_LIMITS[name]])),
    )
  })

  test('limits that end a run', () => {
    const kinds = [...engine('event.rs').matchAll(/LimitKind::(\w+) => (\d+),/g)]
    expect(kinds.length).toBeGreaterThan(4)
    for (const [, kind, number] of kinds) {
      expect(LIMIT_NAMES[Number(number)]).toBe(kind![0]!.toLowerCase() + kind!.slice(1))
    }
    expect(LIMIT_NAMES).toHaveLength(kinds.length)
  })

  test('requests and replies between this process and its workers', () => {
    const frame = textOf('crates/monty-worker/src/frame.rs')
    const numbers = [...frame.matchAll(/pub const (\w+): u32 = (\d+);/g)]
    expect(Object.fromEntries(numbers.map(([, name, value]) => [name, Number(value)]))).toEqual({
      ...PipeRequest,
      ...Reply,
    })
    const worker = textOf('crates/monty-worker/src/process.rs')
    const constant = (text: string, name: string) =>
      amount(new RegExp(`const ${name}: \\w+ = (.*);`).exec(text)![1]!)
    expect(constant(worker, 'MEMORY')).toBe(EXIT_MEMORY)
    expect(constant(worker, 'HEADROOM_BYTES')).toBe(MEMORY_HEADROOM_BYTES)
    expect(constant(frame, 'LENGTH_BYTES')).toBe(LENGTH_BYTES)
    expect(constant(frame, 'HEAD_BYTES')).toBe(HEAD_BYTES)
    expect(/const MAX_BYTES: usize = 1 << (\d+);/.exec(frame)![1]).toBe(
      String(Math.log2(MAX_FRAME_BYTES)),
    )
  })

  test('requests to the addon', () => {
    const numbers = textOf('crates/monty-engine/src/held/requests.rs').matchAll(
      /pub\(super\) const (\w+): u32 = (\d+);/g,
    )
    expect(
      Object.fromEntries([...numbers].map(([, name, value]) => [name, Number(value)])),
    ).toEqual(MailboxRequest)
  })

  test('no two names of a table share a number', () => {
    for (const numbers of [Tag, Op, FeedFlag, Kind].map((names) => Object.values(names))) {
      expect(new Set(numbers).size).toBe(numbers.length)
    }
  })
})
