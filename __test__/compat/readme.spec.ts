import { describe, expect, it, vi } from 'vitest'
import { both } from './both.js'

// Every example of node_modules/@pydantic/monty/README.md, in its order.
describe.each(both)('the README of @pydantic/monty 0.0.18 with %s', (_name, api) => {
  const {
    Monty,
    MontyComplete,
    MontyRuntimeError,
    MontySnapshot,
    MontySyntaxError,
    MontyTypingError,
    runMontyAsync,
  } = api

  it('runs code', () => {
    const m = new Monty('1 + 2')
    expect(m.run()).toBe(3)
  })

  it('takes inputs', () => {
    const m = new Monty('x + y', { inputs: ['x', 'y'] })
    expect(m.run({ inputs: { x: 10, y: 20 } })).toBe(30)
  })

  it('calls external functions', () => {
    const m = new Monty('add(2, 3)')
    const result: unknown = m.run({
      externalFunctions: { add: (a: number, b: number) => a + b },
    })
    expect(result).toBe(5)
  })

  it('awaits external functions', async () => {
    const fetch = (url: string) => Promise.resolve({ text: async () => `the text of ${url}` })
    const m = new Monty('fetch_data(url)', { inputs: ['url'] })
    const result: unknown = await runMontyAsync(m, {
      inputs: { url: 'https://example.com' },
      externalFunctions: {
        fetch_data: async (url: string) => {
          const response = await fetch(url)
          return response.text()
        },
      },
    })
    expect(result).toBe('the text of https://example.com')
  })

  it('executes step by step', () => {
    const log = vi.fn<(line: string) => void>()
    const m = new Monty('a() + b()')
    let progress = m.start()
    while (progress instanceof MontySnapshot) {
      log(`Calling: ${progress.functionName}`)
      log(`Args: ${progress.args.join()}`)
      progress = progress.resume({ returnValue: 10 })
    }
    expect(progress).toBeInstanceOf(MontyComplete)
    expect((progress as InstanceType<typeof MontyComplete>).output).toBe(20)
    expect(log.mock.calls.flat()).toEqual(['Calling: a', 'Args: ', 'Calling: b', 'Args: '])
  })

  it('tells errors apart', () => {
    const told: unknown[] = []
    try {
      const m = new Monty('1 / 0')
      m.run()
    } catch (error) {
      if (error instanceof MontySyntaxError) {
        told.push('Syntax error:', error.message)
      } else if (error instanceof MontyRuntimeError) {
        told.push('Runtime error:', error.message)
        told.push('Traceback:', error.traceback())
      } else if (error instanceof MontyTypingError) {
        told.push('Type error:', error.displayDiagnostics())
      }
    }
    expect(told).toEqual([
      'Runtime error:',
      'ZeroDivisionError: division by zero',
      'Traceback:',
      [
        {
          filename: 'main.py',
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 6,
          functionName: '<module>',
          sourceLine: '1 / 0',
        },
      ],
    ])
  })

  it('checks types', () => {
    const m = new Monty('"hello" + 1')
    let diagnostics = ''
    try {
      m.typeCheck()
    } catch (error) {
      if (error instanceof MontyTypingError) diagnostics = error.displayDiagnostics('concise')
    }
    expect(diagnostics).toMatch(/^main\.py:1:1: error\[unsupported-operator\] .*`\+`/)

    expect(new Monty('1 + 1', { typeCheck: true }).run()).toBe(2)
  })

  it('limits resources', () => {
    const m = new Monty('1 + 1')
    const result: unknown = m.run({
      limits: {
        maxAllocations: 10000,
        maxDurationSecs: 5,
        maxMemory: 1024 * 1024,
        maxRecursionDepth: 100,
      },
    })
    expect(result).toBe(2)
  })

  it('serialises programs and snapshots', () => {
    const m = new Monty('complex_code()')
    const m2 = Monty.load(m.dump())
    expect(m2.run({ externalFunctions: { complex_code: () => 'run again' } })).toBe('run again')

    const snapshot = m.start()
    expect(snapshot).toBeInstanceOf(MontySnapshot)
    const restored = MontySnapshot.load((snapshot as InstanceType<typeof MontySnapshot>).dump())
    const result = restored.resume({ returnValue: 42 })
    expect((result as InstanceType<typeof MontyComplete>).output).toBe(42)
  })
})
