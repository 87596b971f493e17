import { Monty, MontyError } from 'monty-node'
import { describe, expect, it } from 'vitest'
import { caught } from '../support/caught.js'

/** A source of about 250,000 characters. */
function long(line: (index: number) => string): string {
  let source = ''
  for (let index = 0; source.length < 250_000; index++) source += line(index)
  return source
}

/** Sources that grow when they are lowered, or ask much of who looks through them. */
const SOURCES: Record<string, string> = {
  'classes that derive from each other': long((index) =>
    index === 0
      ? 'class A0: pass\n'
      : `class A${index}(A${index - 1}):\n  def f(self): return super().f()\n`,
  ),
  'a class of many bases': `${long((index) => `class A${index}: pass\n`)}class B(${Array.from(
    { length: 500 },
    (_, index) => `A${index}`,
  ).join(', ')}): pass\n`.slice(-260_000),
  'generators with much to put away': long(
    (index) => `def g${index}():\n  with a as b, c as d, e as f:\n    yield b\n`,
  ),
  'asynchronous generators': long(
    (index) =>
      `async def f${index}():\n  async with a as b:\n    async for c in d:\n      yield c\n`,
  ),
  'a class that derives from itself':
    'class A(A):\n  def f(self): return super().f(self)\nclass B(C):\n  def f(self): return super().f()\nclass C(B): pass\n',
  'yields in each other': `def g():\n x = ${'(yield '.repeat(90)}1${')'.repeat(90)}\n`,
  'loops in each other': `def g():\n${Array.from(
    { length: 80 },
    (_, index) => `${' '.repeat(index + 1)}for x in y:\n`,
  ).join('')}${' '.repeat(81)}yield x\n`,
  'try in each other': `def g():\n${Array.from(
    { length: 40 },
    (_, index) => `${' '.repeat(index + 1)}try:\n`,
  ).join('')}${' '.repeat(41)}yield x\n${Array.from(
    { length: 40 },
    (_, index) => `${' '.repeat(40 - index)}finally:\n${' '.repeat(41 - index)}pass\n`,
  ).join('')}`,
  'generator expressions in each other': `x = ${'(y for y in '.repeat(80)}z${')'.repeat(80)}\n`,
  'functions in each other': `${Array.from(
    { length: 30 },
    (_, index) => `${' '.repeat(index)}def f${index}():\n`,
  ).join('')}${' '.repeat(30)}yield 1\n`,
}

describe('however a source is made, lowering it takes no more than moments:', () => {
  it.each(Object.entries(SOURCES))('%s', (_, source) => {
    const before = process.cpuUsage()
    const told = refusalOf(source)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1_000).toBeLessThan(2_500)
    // Where it is refused, it is for its size or for what cannot be had.
    expect(told).toMatch(/^$|too (many|deep|long)|exact/)
  })
})

/** Why a source is refused; nothing where it is not. */
function refusalOf(source: string): string {
  try {
    return new Monty(source).inputs.join('')
  } catch (error) {
    if (error instanceof MontyError) return error.exception.message
    throw error
  }
}

it('a hierarchy that is deep is refused at the class', () => {
  const lines = Array.from({ length: 70 }, (_, index) =>
    index === 0 ? 'class A0: pass' : `class A${index}(A${index - 1}): pass`,
  )
  const error = caught(() => new Monty(lines.join('\n')), MontyError)
  expect(error.message).toContain('derives from too many others: 64 are allowed')
  expect(error.traceback()).toMatchObject([{ line: 66 }])
})
