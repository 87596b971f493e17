import { describe, expect, it } from 'vitest'
import { type Api, both, failureOf, sideBySide, thrownBy } from './both.js'

type TypingError = InstanceType<Api['MontyTypingError']>

const FORMATS = [
  'full',
  'concise',
  'azure',
  'json',
  'jsonlines',
  'rdjson',
  'pylint',
  'gitlab',
  'github',
] as const

// The type checkers are of different versions and word some findings differently. So what is
// compared is which rule finds what where.
const places = (text: string): string[] => text.match(/[\w./]+:\d+:\d+: \w+\[[\w-]+\]/g) ?? []

describe('type checking finds the same in both packages', () => {
  it.each([
    ['an operator', '"hello" + 1', undefined],
    ['an input, which the checker does not know', 'x + 1', undefined],
    ['a host function, which it does not know either', 'foo(1)', undefined],
    ['a wrong argument', 'foo("a")', 'def foo(x: int) -> int:\n  return x'],
    ['the line behind a prefix', '"a" + 1', 'x = 1\ny = 2\n'],
    ['the prefix itself', '1', 'y: int = "a"'],
    ['syntax', 'x = (', undefined],
  ])('%s', (_what, code, typeCheckPrefixCode) => {
    const { theirs, ours } = sideBySide((api) => {
      const options = {
        typeCheck: true,
        ...(typeCheckPrefixCode === undefined ? {} : { typeCheckPrefixCode }),
      }
      const check = (): unknown => new api.Monty(code, options)
      const error = thrownBy<TypingError>(check)
      const { className, name, isMontyError } = failureOf(api, check)
      return { className, name, isMontyError, places: places(error.displayDiagnostics('concise')) }
    })
    expect(ours).toEqual(theirs)
    expect(ours.className).toBe('MontyTypingError')
    expect(ours.places).not.toEqual([])
  })
})

describe.each(both)('type checking with %s', (_name, { Monty }) => {
  const fails = (check: () => unknown): TypingError => thrownBy<TypingError>(check)

  it('accepts what is right', () => {
    expect(new Monty('1 + 1').typeCheck()).toBeUndefined()
    expect(new Monty('x + 1').typeCheck('x = 1')).toBeUndefined()
  })

  it('forgets the prefix of the constructor', () => {
    const monty = new Monty('x + 1', { typeCheck: true, typeCheckPrefixCode: 'x = 1' })
    expect(fails(() => monty.typeCheck()).display()).toContain('Name `x` used when not defined')
  })

  it('says everything in the message', () => {
    const error = fails(() => new Monty('"hello" + 1').typeCheck())
    expect(error.message).toBe(`TypeError: ${error.displayDiagnostics()}`)
    expect(error.display()).toBe(error.displayDiagnostics('full'))
    expect(error.exception).toEqual({ typeName: 'TypeError', message: error.display('msg') })
    expect(error.display('type-msg')).toBe(error.message)
    expect(error.message).toContain('main.py:1:1')
  })

  it.each(FORMATS)('renders as %s', (format) => {
    const error = fails(() => new Monty('"hello" + 1').typeCheck())
    const text = error.displayDiagnostics(format)
    expect(text).toContain('unsupported-operator')
  })

  it.each(['json', 'gitlab'] as const)('renders one finding as JSON, as %s', (format) => {
    const error = fails(() => new Monty('"hello" + 1').typeCheck())
    expect(JSON.parse(error.displayDiagnostics(format))).toHaveLength(1)
  })

  it('renders in colour', () => {
    const error = fails(() => new Monty('"hello" + 1').typeCheck())
    expect(error.displayDiagnostics('full', true)).toContain('\u001B[')
    expect(error.displayDiagnostics('full', false)).not.toContain('\u001B[')
  })

  it('refuses a format it does not know', () => {
    const error = fails(() => new Monty('"hello" + 1').typeCheck())
    expect(() => error.displayDiagnostics('loud' as 'full')).toThrow('Unknown format: loud')
  })
})
