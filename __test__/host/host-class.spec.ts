import {
  hostClass,
  HostObject,
  hostObject,
  Monty,
  MontyRuntimeError,
  MontySession,
  MontyUsageError,
  PythonModule,
  PyType,
} from 'monty-node'
import { describe, expect, it } from 'vitest'
import { caught, rejection } from '../support/caught.js'

class Person {
  static count = 0
  static readonly kinds = ['person']
  _secret = 'hidden'
  friends: Person[] = []

  constructor(
    public name: string,
    options: { age?: number } = {},
  ) {
    Person.count++
    this.age = options.age ?? 0
  }

  age: number

  get initial(): string {
    return this.name.charAt(0)
  }

  greet(other: Person): string {
    return `${this.name} greets ${other.name}`
  }

  async later(): Promise<Person> {
    return new Person(`${this.name} later`)
  }

  both(): Person[] {
    return [this, new Person('twin')]
  }

  static of(name: string): Person {
    return new Person(name)
  }

  static _internal(): void {}
}
class Admin extends Person {}
class Stranger {
  constructor(readonly name: string) {}
}

hostClass(Person, {
  construct: true,
  attributes: ['name', 'age', 'initial'],
  methods: ['greet', 'later', 'both'],
  statics: ['of', 'kinds', 'count'],
})

const isolations = ['none', 'process'] as const

describe.each(isolations)('a class of the host, with isolation %s', (isolation) => {
  const run = (code: string, inputs: Record<string, unknown> = {}): Promise<unknown> =>
    new Monty(code, { inputs: ['Person', ...Object.keys(inputs)] }).runAsync({
      isolation,
      inputs: { Person, ...inputs },
    })

  it('makes objects, with positional and keyword arguments', async () => {
    const made = (await run('Person("Ada", age=36)')) as Person
    expect(made).toBeInstanceOf(Person)
    expect([made.name, made.age]).toEqual(['Ada', 36])
    expect(await run('p = Person("Bob")\n[p.name, p.age, p.initial]')).toEqual(['Bob', 0, 'B'])
  })

  it('is the type of its objects, wherever they come from', async () => {
    const ada = new Person('Ada')
    expect(
      await run(
        'b = Person("Bob")\nc = b.both()[1]\nd = await b.later()\ne = Person.of("Eve")\n' +
          '[isinstance(x, Person) and type(x) is Person for x in [ada, b, c, d, e]]',
        { ada },
      ),
    ).toEqual([true, true, true, true, true])
    expect(await run('[isinstance(5, Person), isinstance("x", (int, Person))]')).toEqual([
      false,
      false,
    ])
    expect(await run('type(ada) is type(Person("x")) and Person.__name__', { ada })).toBe('Person')
  })

  it('takes and gives the very same objects', async () => {
    const ada = new Person('Ada')
    expect(await run('ada', { ada })).toBe(ada)
    expect(await run('[ada.both()[0] == ada, ada == Person("Ada")]', { ada })).toEqual([
      true,
      false,
    ])
    expect(await run('Person("Bob").greet(ada)', { ada })).toBe('Bob greets Ada')
  })

  it('shows objects of classes that derive from it by the same type', async () => {
    expect(await run('[isinstance(a, Person), a.name]', { a: new Admin('root') })).toEqual([
      true,
      'root',
    ])
  })

  it('has its static members', async () => {
    const before = Person.count
    expect(await run('[Person.kinds, Person.count]')).toEqual([['person'], before])
    expect(await run('Person.of("Zoe").name')).toBe('Zoe')
    for (const code of ['Person._internal()', 'Person.prototype', 'Person.apply()']) {
      const error = await rejection(run(code), MontyRuntimeError)
      expect(error.message).toContain('AttributeError: ')
    }
  })

  it('comes back as itself', async () => {
    expect(await run('Person')).toBe(Person)
    expect(await run('{"k": type(Person("x")), "v": [Person]}')).toEqual({
      k: Person,
      v: [Person],
    })
  })

  it('raises what its constructor throws, and gives it back as the cause', async () => {
    class Picky {
      readonly n: number
      constructor(n: number) {
        this.n = n
        if (n > 2) throw new RangeError('too many')
      }
    }
    hostClass(Picky, { construct: true })
    const monty = new Monty('Picky(3)', { inputs: ['Picky'] })
    const error = await rejection(
      monty.runAsync({ isolation, inputs: { Picky } }),
      MontyRuntimeError,
    )
    expect(error.cause).toBeInstanceOf(RangeError)
    const guarded = 'try:\n    Picky(3)\nexcept Exception as e:\n    r = str(e)\nr'
    expect(
      await new Monty(guarded, { inputs: ['Picky'] }).runAsync({ isolation, inputs: { Picky } }),
    ).toBe('too many')
  })

  it('may have a function in the place of its constructor, also one that takes its time', async () => {
    class Row {
      constructor(readonly id: number) {}
    }
    hostClass(Row, { construct: async (id: number) => new Row(id * 10), attributes: 'all' })
    const monty = new Monty('r = await Row(4)\n[r.id, isinstance(r, Row)]', { inputs: ['Row'] })
    expect(await monty.runAsync({ isolation, inputs: { Row } })).toEqual([40, true])
  })

  it('makes nothing when it may not', async () => {
    class Closed {
      x = 1
    }
    hostClass(Closed, { attributes: ['x'] })
    const give = (): Closed => new Closed()
    const code = 'c = give()\n[c.x, type(c) is Closed]'
    const options = { isolation, inputs: { Closed }, externalFunctions: { give } }
    expect(await new Monty(code, { inputs: ['Closed'] }).runAsync(options)).toEqual([1, true])
    for (const call of ['Closed()', 'type(give())()']) {
      const error = await rejection(
        new Monty(call, { inputs: ['Closed'] }).runAsync(options),
        MontyRuntimeError,
      )
      expect(error.message).toBe("TypeError: cannot create 'Closed' instances: it is the host's")
    }
  })

  it('is a member of a module', async () => {
    const modules = { people: new PythonModule({ Person, size: 2 }) }
    const code =
      'from people import Person, size\np = Person("Ada")\n[p.name, size, type(p) is Person]'
    expect(await new Monty(code).runAsync({ isolation, modules })).toEqual(['Ada', 2, true])
  })

  it('lives in sessions', async () => {
    using session = new MontySession({ isolation })
    await session.feedAsync('p = Person("Ada")', { inputs: { Person } })
    expect(await session.feedAsync('[p.greet(p), isinstance(p, Person)]')).toEqual([
      'Ada greets Ada',
      true,
    ])
    using loaded = MontySession.load(session.dump(), { isolation })
    expect(await loaded.feedAsync('[Person("Bob").name, isinstance(p, Person)]')).toEqual([
      'Bob',
      true,
    ])
  })
})

describe('hostClass', () => {
  it('takes all there is, without what begins with an underscore', () => {
    class All {
      static readonly size = 3
      static make(): All {
        return new All()
      }
      static _no(): void {}
      a = 1
      _b = 2
      get c(): number {
        return 3
      }
      d(): number {
        return 4
      }
      _e(): void {}
    }
    hostClass(All, { construct: true, attributes: 'all', methods: 'all', statics: 'all' })
    const run = (code: string): unknown =>
      new Monty(code, { inputs: ['All'] }).run({ inputs: { All } })
    expect(run('x = All.make()\n[x.a, x.c, x.d(), All.size]')).toEqual([1, 3, 4, 3])
    expect(
      run('x = All()\n[hasattr(x, n) for n in ["a", "_b", "c", "d", "_e", "constructor"]]'),
    ).toEqual([true, false, true, true, false, false])
    expect(run('[hasattr(All, n) for n in ["make", "_no", "prototype", "name"]]')).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it('leaves an object its own wrapping', () => {
    const one = new Person('Ada')
    hostObject(one, { attributes: ['age'] })
    const monty = new Monty('[hasattr(p, "name"), p.age, isinstance(p, Person)]', {
      inputs: ['p', 'Person'],
    })
    expect(monty.run({ inputs: { p: one, Person } })).toEqual([false, 0, true])
  })

  it.each<[unknown, object, string]>([
    [5, {}, 'hostClass takes a class'],
    [() => 1, {}, 'hostClass takes a class'],
    [Stranger, { construct: 'yes' }, 'construct must be true, false, or a function'],
    [Stranger, { methods: ['fly'] }, 'hostClass: fly is not a method of the class'],
    [Stranger, { statics: 'make' }, "statics must be an array of names, or 'all'"],
    [Stranger, { attribute: [] }, 'attribute is not an option of hostClass'],
    [Stranger, { convertValue: 1 }, 'convertValue must be a function'],
  ])('is refused when it makes no sense: %s %o', (type, options, message) => {
    const error = caught(() => hostClass(type as never, options), MontyUsageError)
    expect(error.message).toContain(message)
  })
})

describe('objects of one class', () => {
  class Point {
    constructor(readonly x: number) {}
  }
  const [a, b] = [1, 2].map((x) => hostObject(new Point(x), { attributes: ['x'] }))
  const other = hostObject({ x: 1 }, { attributes: ['x'], className: 'Point' })

  it.each(isolations)('have one type in Python, with isolation %s', async (isolation) => {
    const code =
      '[type(a) is type(b), isinstance(a, type(b)), type(a) is type(c), isinstance(f(), type(a)), ' +
      'type(a).__name__, a == b, a == f(), a != b]'
    const f = (): unknown => a
    expect(
      await new Monty(code, { inputs: ['a', 'b', 'c'] }).runAsync({
        isolation,
        inputs: { a, b, c: other },
        externalFunctions: { f },
      }),
    ).toEqual([true, true, false, true, 'Point', false, true, true])
  })

  it('is a value that comes back, and makes nothing', () => {
    const monty = new Monty('type(a)', { inputs: ['a'] })
    expect(monty.run({ inputs: { a } })).toBeInstanceOf(PyType)
    const make = new Monty('type(a)(1)', { inputs: ['a'] })
    const error = caught(() => make.run({ inputs: { a } }), MontyRuntimeError)
    expect(error.message).toBe("TypeError: cannot create objects of this class: it is the host's")
  })

  it('cannot be called', () => {
    const monty = new Monty('a()', { inputs: ['a'] })
    const error = caught(() => monty.run({ inputs: { a } }), MontyRuntimeError)
    expect(error.message).toBe("TypeError: 'Point' object is not callable")
  })
})

describe('what a member of a host object gives', () => {
  class Shop {
    readonly stranger = new Stranger('s')
    readonly items = [{ id: 1 }]
    one(): Stranger {
      return new Stranger('one')
    }
    many(): unknown {
      return { list: [new Stranger('one')] }
    }
    async later(): Promise<Stranger> {
      return new Stranger('later')
    }
    listed(): HostObject {
      return hostObject(new Stranger('known'), { attributes: ['name'] })
    }
    when(): unknown {
      return [new Date(0), new Map([[1, 2]]), new Set([1]), Buffer.from('x'), null]
    }
  }
  const members = {
    attributes: ['stranger', 'items'],
    methods: ['one', 'many', 'later', 'listed', 'when'],
  } as const
  const run = (code: string, options = {}): Promise<unknown> => {
    const shop = hostObject(new Shop(), { ...members, ...options })
    return new Monty(code, { inputs: ['shop'] }).runAsync({ inputs: { shop } })
  }

  it.each([
    ['shop.one()', 'result of one()'],
    ['shop.many()', 'result of many().list[0]'],
    ['await shop.later()', 'result of later()'],
    ['shop.stranger', 'result of stranger()'],
  ])('is refused where it is an instance that nobody lists: %s', async (code, place) => {
    const error = await rejection(run(code), MontyRuntimeError)
    expect(error.message).toBe(
      `TypeError: ${place} is an instance of Stranger, of which nothing is listed for Python: wrap it with hostObject(), name its class with hostClass(), or give convertValue`,
    )
  })

  it('is a value otherwise', async () => {
    expect(await run('[shop.items, shop.listed().name]')).toEqual([[{ id: 1 }], 'known'])
    expect(await run('[type(x).__name__ for x in shop.when()]')).toEqual([
      'datetime',
      'dict',
      'set',
      'bytes',
      'NoneType',
    ])
  })

  it('goes through convertValue, with the name of the member', async () => {
    const convertValue = (value: unknown, name: string): unknown =>
      value instanceof Stranger ? `${name}: ${value.name}` : value
    const code = '[shop.one(), await shop.later(), shop.stranger, shop.items]'
    expect(await run(code, { convertValue })).toEqual([
      'one: one',
      'later: later',
      'stranger: s',
      [{ id: 1 }],
    ])
    const error = await rejection(
      run('shop.one()', {
        convertValue: () => {
          throw new TypeError('not this')
        },
      }),
      MontyRuntimeError,
    )
    expect(error.message).toBe('TypeError: not this')
  })

  it('leaves what plain functions give as it was', async () => {
    const give = (): Stranger => new Stranger('plain')
    expect(await new Monty('give()').runAsync({ externalFunctions: { give } })).toEqual({
      name: 'plain',
    })
  })
})
