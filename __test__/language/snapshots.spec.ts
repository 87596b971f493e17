import {
  type FunctionSnapshot,
  Monty,
  MontyComplete,
  MontyError,
  MontySession,
  PausedRun,
  runMontyAsync,
} from 'monty-node'
import { describe, expect, it } from 'vitest'
import { caught } from '../support/caught.js'
import { atFunction } from '../support/paused.js'

/** Programs that ask the host in the midst of what is lowered, and what they give. */
const PROGRAMS: Record<string, { code: string; value: unknown }> = {
  'a generator': {
    code: `
def numbers():
    try:
        yield 1
        yield ask("two")
        yield 3
    finally:
        seen.append("closed")

seen = []
rest = numbers()
[next(rest), next(rest), next(rest), next(rest, "end"), *seen]`,
    value: [1, 'two!', 3, 'end', 'closed'],
  },
  'a with statement': {
    code: `
class Step:
    def __enter__(self):
        seen.append("in")
        return self
    def __exit__(self, kind, error, traceback):
        seen.append("out" if kind is None else kind.__name__)
        return True

seen = []
with Step():
    seen.append(ask("a"))
with Step():
    ask("b")
    raise ValueError("x")
seen`,
    value: ['in', 'a!', 'out', 'in', 'ValueError'],
  },
  'the handler of an exception of its own': {
    code: `
class Late(Exception):
    def __init__(self, minutes):
        super().__init__(f"{minutes} minutes")
        self.minutes = minutes

try:
    raise Late(5)
except Late as late:
    answer = ask("c")
    told = [answer, late.minutes, str(late), isinstance(late, Exception)]
told`,
    value: ['c!', 5, '5 minutes', true],
  },
  'super().__init__': {
    code: `
class Base:
    def __init__(self, name):
        self.name = ask(name)

class Sub(Base):
    def __init__(self, name):
        super().__init__(name)
        self.length = len(self.name)

    @property
    def both(self):
        return [self.name, self.length]

Sub("d").both`,
    value: ['d!', 2],
  },
  'an asynchronous generator': {
    code: `
async def pages():
    for page in ["e", "f"]:
        yield ask(page)

[page async for page in pages()]`,
    value: ['e!', 'f!'],
  },
}

const answer = (name: unknown): string => `${String(name)}!`

describe('a run that waits in the midst of', () => {
  it.each(Object.entries(PROGRAMS))('%s goes on from its dump', (_, { code, value }) => {
    let calls = 0
    let at = new Monty(code).start()
    while (!(at instanceof MontyComplete)) {
      const loaded = PausedRun.load(at.dump())
      const call = atFunction(loaded as FunctionSnapshot)
      at = call.resume({ returnValue: answer(call.args[0]) })
      calls++
    }
    expect(calls).toBeGreaterThan(0)
    expect(at.output).toEqual(value)
  })

  it.each(Object.entries(PROGRAMS))('%s goes on in another process', async (_, { code, value }) => {
    const run = PausedRun.load(atFunction(new Monty(code).start()).dump())
    const going = runMontyAsync(run, { isolation: 'process', externalFunctions: { ask: answer } })
    expect(await going).toEqual(value)
  })
})

describe('a session', () => {
  it('knows what earlier feeds defined, also after a dump', () => {
    const session = new MontySession()
    session.feed(`
class Shape:
    def __init__(self, side):
        self.side = side

    def __len__(self):
        return self.side

    @property
    def area(self):
        return self.side ** 2

class Broken(ValueError):
    pass

def numbers():
    yield 1
    yield 2

rest = numbers()
next(rest)`)
    const loaded = MontySession.load(session.dump())
    expect(
      loaded.feed(
        'class Cube(Shape):\n    def volume(self):\n        return self.area * self.side',
      ),
    ).toBe(null)
    expect(loaded.feed('[Cube(3).volume(), len(Cube(2)), bool(Cube(0)), next(rest)]')).toEqual([
      27,
      2,
      false,
      2,
    ])
    expect(
      loaded.feed('try:\n    raise Broken("x")\nexcept ValueError as e:\n    told = repr(e)\ntold'),
    ).toBe("Broken('x')")
    expect(loaded.functionNames()).toEqual(['numbers'])
  })

  it('forgets what a refused feed would have defined', () => {
    const session = new MontySession()
    expect(() => session.feed('class Bag(bytes):\n    pass')).toThrow(
      'keep the bytes in an attribute',
    )
    expect(() => session.feed('class Late(Exception):\n    pass\nx = = 1')).toThrow('SyntaxError')
    expect(session.feed('class Late(Exception):\n    pass\nstr(Late("x"))')).toBe('x')
  })

  it('tells places by the feed', () => {
    const session = new MontySession()
    session.feed('class Late(Exception):\n    pass\n\ndef f():\n    raise Late("x")')
    const error = caught(() => session.feed('\nf()'), MontyError)
    expect(error.message).toBe('Late: x')
    expect(error.traceback().map(({ line, functionName }) => [line, functionName])).toEqual([
      [2, '<module>'],
      [5, 'f'],
    ])
  })
})
