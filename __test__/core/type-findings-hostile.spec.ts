import { expect, test } from 'vitest'
import { Monty, MontyTypingError } from 'monty-node'
import { caught } from '../support/caught.js'

const stubs = `from typing import TypedDict
class User(TypedDict):
    id: int
def user(id: int) -> User: ...
def users() -> list[User] | None: ...
`

/** What patterns stumble over when it is repeated. */
const TOKENS = [
  'for ',
  'for a in ',
  'a ',
  'a, ',
  'a=',
  '[1]',
  '["k"]',
  '["k"',
  '[',
  '(',
  '()',
  '{',
  '|= ',
  '.update(',
  '.append([',
  'x.append({"a": ',
  '.setdefault("k',
  'await ',
  'u.',
  '"',
  "'",
  '\\',
  ' ',
  'ä',
  '🦊',
]

const MISTAKES = [
  (at: number) => `u["k${at}"]`,
  (at: number) => `u.f${at}`,
  (at: number) => `user("${at}")`,
  (at: number) => `many[${at}]`,
  (at: number) => `kept.append(user(id=[${at}]))`,
]

test.each(TOKENS)('findings in a program full of %j are looked at in little time', (token) => {
  const line = `# ${token.repeat(Math.floor(900 / Buffer.byteLength(token)))}\n`
  const mistakes = MISTAKES.flatMap((mistake) => Array.from({ length: 40 }, (_, at) => mistake(at)))
  const start = 'u = user(1)\nmany = users()\nkept = [""]\n'
  const programs = [
    `${start}${line.repeat(100)}${mistakes.join('\n')}`,
    `${start}${mistakes.join('\n')}\n${line.repeat(200)}`,
    `${start}${mistakes.join(`  ${line}`)}`,
    `${start}# ${token.repeat(Math.floor(200_000 / Buffer.byteLength(token)))}\n${mistakes.join('\n')}`,
  ]
  for (const program of programs) {
    const began = performance.now()
    caught(() => new Monty(program).typeCheck(stubs), MontyTypingError)
    expect(performance.now() - began).toBeLessThan(3_000)
  }
})

test('brackets that are hard to pair are paired in little time', () => {
  const program = `kept = [""]\nkept.append(${'[1][0]+'.repeat(40)}((user("1"))))`
  const began = performance.now()
  caught(() => new Monty(program).typeCheck(stubs), MontyTypingError)
  expect(performance.now() - began).toBeLessThan(1_000)
})

test('in a program with thousands of mistakes the first ones are told', () => {
  const mistakes = Array.from({ length: 3_000 }, () => 'user("1")').join('\n')
  const error = caught(() => new Monty(mistakes).typeCheck(stubs), MontyTypingError)
  expect(error.diagnostics.length).toBe(200)
  expect(error.diagnostics.map(({ line }) => line).slice(0, 2)).toEqual([1, 2])
})
