import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import {
  hostObject,
  Monty,
  MontyValueError,
  PyComplex,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyEllipsis,
  PyException,
  PyFloat,
  PyFunction,
  PyNotImplemented,
  PyPath,
  PyRepr,
  PyTime,
  PyTimeDelta,
  PyTimeZone,
  PyTuple,
  PyType,
  runMontyAsync,
} from 'monty-node'
import { caught } from '../support/caught.js'
import { atFunction } from '../support/paused.js'
import { inPython, py, roundTrip } from '../support/python.js'

const buffer = Uint8Array.from([1, 2, 3, 4, 5]).buffer

describe('a value of JavaScript is in Python', () => {
  test.each<[unknown, string]>([
    [null, 'NoneType None'],
    [undefined, 'NoneType None'],
    [true, 'bool True'],
    [false, 'bool False'],
    ['', "str ''"],
    ['Zoë', "str 'Zoë'"],
    ['日本 🎉', "str '日本 🎉'"],
    [new String('boxed'), "str 'boxed'"],
    [0, 'int 0'],
    [-7, 'int -7'],
    [2 ** 31, 'int 2147483648'],
    [-(2 ** 31) - 1, 'int -2147483649'],
    [Number.MAX_SAFE_INTEGER, 'int 9007199254740991'],
    [Number.MIN_SAFE_INTEGER, 'int -9007199254740991'],
    [2 ** 53, 'float 9007199254740992.0'],
    [1e300, 'float 1e+300'],
    [5n, 'int 5'],
    [0n, 'int 0'],
    [-(2n ** 63n), 'int -9223372036854775808'],
    [2n ** 64n, 'int 18446744073709551616'],
    [-(10n ** 30n), 'int -1000000000000000000000000000000'],
    [1.5, 'float 1.5'],
    [-0, 'float -0.0'],
    [Number.NaN, 'float nan'],
    [Infinity, 'float inf'],
    [-Infinity, 'float -inf'],
    [new PyFloat(2), 'float 2.0'],
    [[], 'list []'],
    [[1, [2, null]], 'list [1, [2, None]]'],
    // oxlint-disable-next-line no-sparse-arrays
    [[1, , 2], 'list [1, None, 2]'],
    [new PyTuple(), 'tuple ()'],
    [new PyTuple(1, 'a'), "tuple (1, 'a')"],
    [{}, 'dict {}'],
    [{ b: 1, a: undefined }, "dict {'b': 1, 'a': None}"],
    [Object.create(null), 'dict {}'],
    [new Map(), 'dict {}'],
    [
      new Map<unknown, unknown>([
        [1, 'a'],
        [null, 2],
        [new PyTuple(1, 2), 3],
        [1.5, 4],
      ]),
      "dict {1: 'a', None: 2, (1, 2): 3, 1.5: 4}",
    ],
    [new Set([1, 'a'].slice(0, 1)), 'set {1}'],
    [new Set(), 'set set()'],
    [Buffer.from('hi'), "bytes b'hi'"],
    [new Uint8Array([0, 255]), "bytes b'\\x00\\xff'"],
    [new Uint8Array(buffer, 1, 2), "bytes b'\\x02\\x03'"],
    [Buffer.from(buffer, 3), "bytes b'\\x04\\x05'"],
    [new DataView(buffer, 1, 3), "bytes b'\\x02\\x03\\x04'"],
    [buffer, "bytes b'\\x01\\x02\\x03\\x04\\x05'"],
    [new SharedArrayBuffer(2), "bytes b'\\x00\\x00'"],
    [new Int8Array([-1, 2]), 'list [-1, 2]'],
    [new Uint8ClampedArray([300, 2]), 'list [255, 2]'],
    [new Int16Array([-300]), 'list [-300]'],
    [new Uint16Array([65_535]), 'list [65535]'],
    [new Int32Array([-(2 ** 31)]), 'list [-2147483648]'],
    [new Uint32Array([2 ** 32 - 1]), 'list [4294967295]'],
    [new Float32Array([0.5, 2]), 'list [0.5, 2.0]'],
    [new Float64Array([2, Number.NaN]), 'list [2.0, nan]'],
    [new Float64Array([1, 2, 3]).subarray(1), 'list [2.0, 3.0]'],
    [new BigInt64Array([-1n]), 'list [-1]'],
    [new BigUint64Array([2n ** 64n - 1n]), 'list [18446744073709551615]'],
    [new PyComplex(1, -2), 'complex (1-2j)'],
    [new PyDecimal('1.20'), "Decimal Decimal('1.20')"],
    [new PyPath('/a/b'), "PosixPath PosixPath('/a/b')"],
    [new PyDate(2025, 3, 14), 'date datetime.date(2025, 3, 14)'],
    [
      new Date(Date.UTC(2025, 2, 14, 1, 2, 3, 4)),
      'datetime datetime.datetime(2025, 3, 14, 1, 2, 3, 4000, tzinfo=datetime.timezone.utc)',
    ],
    [
      new PyDateTime({ year: 2025, month: 3, day: 14, microsecond: 5 }),
      'datetime datetime.datetime(2025, 3, 14, 0, 0, 0, 5)',
    ],
    [new PyTime({ hour: 1, second: 2 }), 'time datetime.time(1, 0, 2)'],
    [new PyTimeDelta({ days: 2 }), 'timedelta datetime.timedelta(days=2)'],
    [new PyTimeZone(0), 'timezone datetime.timezone.utc'],
    [PyEllipsis, 'ellipsis Ellipsis'],
    [PyNotImplemented, 'NotImplementedType NotImplemented'],
    [new PyException('ValueError', 'no'), "ValueError ValueError('no')"],
    [new TypeError('wrong'), "TypeError TypeError('wrong')"],
    [new Error('odd'), "RuntimeError RuntimeError('odd')"],
    [new PyType('int'), "type <class 'int'>"],
    [new PyFunction('len', 'builtin'), 'builtin_function_or_method <built-in function len>'],
  ])('%o: %s', (value, expected) => {
    expect(inPython(value)).toBe(expected)
  })

  test('the dict or list of another realm, for its objects', () => {
    const foreign: unknown = runInNewContext(
      '({ list: [1, { a: null }], map: new Map([[1, 2]]), set: new Set([3]), ' +
        'when: new Date(0), bytes: new Uint8Array([4]), error: new RangeError("r") })',
    )
    expect(inPython(runInNewContext('[{}, Object.create(null)]'))).toBe('list [{}, {}]')
    expect(inPython(foreign)).toBe(
      "dict {'list': [1, {'a': None}], 'map': {1: 2}, 'set': {3}, 'when': datetime.datetime(" +
        "1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), 'bytes': b'\\x04', " +
        "'error': RuntimeError('r')}",
    )
  })

  test('the dict of its own properties, for an instance of a class', () => {
    class Point {
      x = 1
      y = 2
      get sum(): number {
        return this.x + this.y
      }
    }
    expect(inPython(new Point())).toBe("dict {'x': 1, 'y': 2}")
  })

  test('a dict that may have keys such as __proto__', () => {
    const object: unknown = JSON.parse('{"__proto__": 1, "constructor": {"toString": 2}}')
    expect(inPython(object)).toBe("dict {'__proto__': 1, 'constructor': {'toString': 2}}")
    const back = roundTrip(object)
    expect(JSON.stringify(back)).toBe(JSON.stringify(object))
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype)
  })

  test('one object for one that occurs twice', () => {
    const shared = [1]
    const code = 'x["a"].append(2)\n(x["b"], x["a"] is x["b"], x["c"][0] is x["a"])'
    const inputs = { x: { a: shared, b: shared, c: new PyTuple(shared) } }
    expect(py(code, { inputs })).toStrictEqual(new PyTuple([1, 2], true, true))
    expect(shared).toEqual([1])
  })

  test('the right one of many that occur twice, whatever stands between them', () => {
    const made = Array.from({ length: 40 }, (_, index) => {
      const makers = [
        () => [index],
        () => ({ index }),
        () => new Map([[index, index]]),
        () => new Set([index]),
        () => new PyTuple([index]),
        () => Float64Array.of(index, 0.5),
        () => hostObject({ index }, { attributes: ['index'] }),
      ]
      return makers[index % makers.length]!()
    })
    // Twice each, the second time in the opposite order and from inside of others.
    const again = made.toReversed().map((one) => [one])
    const code = 'all(x["made"][i] is x["again"][-1 - i][0] for i in range(40)), x["made"][36]'
    const found = new PyTuple(true, { index: 36 })
    expect(py(code, { inputs: { x: { made, again } } })).toStrictEqual(found)
  })

  // How many bytes say how long a text is depends on its characters as well.
  test.each(['é', '€', '🎉', 'aé'])('as a text of %s, however long', (part) => {
    const powers = [7, 14, 21].map((bits) => 2 ** bits)
    const around = powers.flatMap((size) => [2, 3, 4, 6, 8].map((by) => Math.floor(size / by)))
    const lengths = around.flatMap((one) => [one - 1, one, one + 1])
    const texts = [...Array.from({ length: 140 }, (_, i) => i), ...lengths].map((n) =>
      part.repeat(n),
    )
    const arrived = texts.map((text) => roundTrip(text) === text)
    expect(arrived.indexOf(false)).toBe(-1)
  })

  test('of a size that needs no crossing per item', () => {
    const rows = Array.from({ length: 50_000 }, (_, id) => ({ id, name: `n${id}`, ok: true }))
    expect(py('sum(row["id"] for row in rows)', { inputs: { rows } })).toBe(1_249_975_000)
    expect(py('len(text)', { inputs: { text: 'é'.repeat(10_000_000) } })).toBe(10_000_000)
    expect(py('len(data)', { inputs: { data: Buffer.alloc(10_000_000) } })).toBe(10_000_000)
  })
})

describe('a value comes back as it went in:', () => {
  const named = PyTuple.named('Point', { x: 1, y: [2] })
  test.each<[string, unknown]>([
    ['a tuple', new PyTuple(1, new PyTuple('a'))],
    ['a whole number that does not fit', 2n ** 70n],
    ['minus zero', -0],
    [
      'a Map with odd keys',
      new Map<unknown, unknown>([
        [1, 'a'],
        [new PyTuple(1), { b: 2 }],
      ]),
    ],
    ['a Set', new Set([1, 'b', null])],
    ['bytes', Buffer.from([0, 1, 255])],
    ['a date', new PyDate(1, 1, 1)],
    ['a naive datetime', new PyDateTime({ year: 9999, month: 12, day: 31, microsecond: 999_999 })],
    [
      'an aware datetime',
      new PyDateTime({ year: 2025, month: 3, day: 14, offsetSeconds: -3_600, timeZoneName: 'X' }),
    ],
    ['a time', new PyTime({ hour: 23, microsecond: 1, offsetSeconds: 60, fold: 1 })],
    ['a duration', new PyTimeDelta({ days: -3, seconds: 4, microseconds: 5 })],
    ['a time zone', new PyTimeZone(-18_000, 'EST')],
    ['a decimal', new PyDecimal('-1E+5')],
    ['a complex number', new PyComplex(-0, Infinity)],
    ['a path', new PyPath('relative/file.txt')],
    ['an exception', new PyException('KeyError', 'k')],
    ['a type', new PyType('dict')],
    ['a built-in function', new PyFunction('sorted', 'builtin')],
    ['the ellipsis', PyEllipsis],
  ])('%s', (_what, value) => {
    expect(roundTrip(value)).toStrictEqual(value)
    expect(roundTrip({ deep: [value] })).toStrictEqual({ deep: [value] })
  })

  test('a named tuple, with its names', () => {
    const back = roundTrip(named) as typeof named
    expect([...back]).toEqual([1, [2]])
    expect([back.typeName, back.fieldNames, back.x, back.y]).toEqual(['Point', ['x', 'y'], 1, [2]])
    expect(py('p.x + p[1][0]', { inputs: { p: named } })).toBe(3)
  })

  test('an instance of a Python class, while Python holds it', () => {
    const code = `
class Counter:
    def __init__(self):
        self.count = 0
counter = Counter()
same = give_back(counter)
same.count += 1
(same is counter, counter.count)`
    const externalFunctions = { give_back: (value: unknown) => value }
    expect(py(code, { externalFunctions })).toStrictEqual(new PyTuple(true, 1))
  })

  test('2^40 paths through 41 arrays, as 41 arrays', () => {
    let value: unknown[] = []
    for (let depth = 0; depth < 40; depth++) value = [value, value]
    let back = roundTrip(value) as unknown[]
    for (let depth = 0; depth < 40; depth++) {
      expect(back[0]).toBe(back[1])
      back = back[0] as unknown[]
    }
  })
})

describe('a Date', () => {
  test.each([0, 1, -1, 1_741_914_123_456, -62_135_596_800_000, 253_402_300_799_999])(
    'keeps its millisecond: %d',
    (ms) => {
      const back = roundTrip(new Date(ms)) as PyDateTime
      expect(back.isNaive).toBe(false)
      expect(back.toDate().getTime()).toBe(ms)
    },
  )

  test('can be reached from an aware datetime only', () => {
    const naive = new PyDateTime({ year: 2025, month: 3, day: 14 })
    expect(() => naive.toDate()).toThrow(/2025-03-14T00:00:00 is naive/)
    const aware = new PyDateTime({ year: 2025, month: 3, day: 14, offsetSeconds: 3_600 })
    expect(aware.toDate().toISOString()).toBe('2025-03-13T23:00:00.000Z')
  })

  test.each([
    [new Date(Number.NaN), /invalid date/],
    [new Date(8.64e15), /year/],
  ])('that Python cannot hold is refused: %#', (date, problem) => {
    const error = caught(() => roundTrip({ at: date }), MontyValueError)
    expect(error.path).toBe('inputs.x.at')
    expect(error.message).toMatch(problem)
  })
})

class Secret {
  #pin = 1
  get pin(): number {
    return this.#pin
  }
}

describe('a value that cannot enter Python is refused with its path:', () => {
  const cyclic: unknown[] = [1]
  cyclic.push({ again: cyclic })
  const twice: unknown[] = []
  const around: unknown[] = [twice]
  around.push(around)
  const cyclicMap = new Map<string, unknown>()
  cyclicMap.set('self', cyclicMap)
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  test.each<[string, unknown, string, RegExp]>([
    ['a lone surrogate', ['a', '\uD800'], 'inputs.x[1]', /surrogate/],
    ['a lone surrogate as a key', { '\uDC00': 1 }, 'inputs.x', /surrogate/],
    ['a function', { rows: [0, { f: () => 1 }] }, 'inputs.x.rows[1].f', /externalFunctions/],
    ['a symbol', { 'a b': Symbol('s') }, 'inputs.x["a b"]', /symbol/],
    ['a promise', [Promise.resolve(1)], 'inputs.x[0]', /await it/],
    ['a regular expression', { re: /a/ }, 'inputs.x.re', /RegExp/],
    ['a WeakMap', new WeakMap(), 'inputs.x', /WeakMap/],
    [
      'a URL',
      { at: new URL('https://a.b/') },
      'inputs.x.at',
      /is an instance of URL without properties/,
    ],
    [
      'a Blob',
      [new Blob(['text'])],
      'inputs.x[0]',
      /an instance of Blob without properties of its own/,
    ],
    ['an iterator', [1].values(), 'inputs.x', /Array Iterator without properties/],
    [
      'what keeps all to itself',
      new Secret(),
      'inputs.x',
      /instance of Secret .* or use hostObject\(\)/,
    ],
    ['a generator', (function* () {})(), 'inputs.x', /Generator/],
    ['a cycle', cyclic, 'inputs.x[1].again', /contains itself/],
    ['a cycle behind one that occurs twice', [twice, twice, around], 'inputs.x[2][1]', /contains/],
    ['a cycle through a Map', cyclicMap, 'inputs.x.self', /contains itself/],
    ['a repr', [new PyRepr('range(3)')], 'inputs.x[0]', /cannot go back/],
    ['a Python function', py('lambda: 1'), 'inputs.x', /cannot go back/],
    ['a revoked proxy', { p: revoked.proxy }, 'inputs.x.p', /could not be read/],
    ['a date out of range', [new PyDate(2025, 2, 30)], 'inputs.x[0]', /30 for its day/],
    ['a month out of range', new PyDate(2025, 13, 1), 'inputs.x', /13 for its month/],
    ['a list as a dict key', { m: new Map([[[1], 2]]) }, 'inputs.x.m', /hash/],
    ['a tuple with a list as a dict key', new Map([[new PyTuple([]), 2]]), 'inputs.x', /hash/],
    ['a dict as an item of a set', [new Set([{}])], 'inputs.x[0]', /hash/],
  ])('%s', (_what, value, path, problem) => {
    const error = caught(() => roundTrip(value), MontyValueError)
    expect(error.path).toBe(path)
    expect(error.message).toMatch(problem)
    expect(error.message.startsWith(path)).toBe(true)
    expect(error.code).toBe('MONTY_VALUE')
  })

  test('10^6 levels of nesting', () => {
    let deep: unknown = []
    for (let level = 0; level < 1_000_000; level++) deep = [deep]
    expect(caught(() => roundTrip(deep), MontyValueError).message).toMatch(/nested more than 1000/)
    let record: unknown = {}
    for (let level = 0; level < 1_000_000; level++) record = { next: record }
    const error = caught(() => roundTrip(record), MontyValueError)
    expect(error.path.length).toBeLessThan(400)
    expect(error.path.startsWith('inputs.x.next.next')).toBe(true)
  })

  test('the result of a host function, as a TypeError in Python', () => {
    const externalFunctions = { f: () => ({ rows: [{ when: Symbol('s') }] }) }
    const code = 'try:\n    f()\nexcept TypeError as e:\n    message = str(e)\nmessage'
    expect(py(code, { externalFunctions })).toMatch(/^result of f\(\)\.rows\[0\]\.when is a symbol/)
  })

  test('the inputs of an asynchronous run', async () => {
    const monty = new Monty('x', { inputs: ['x'] })
    const run = runMontyAsync(monty, { inputs: { x: { rows: [0, 1, 2, { when: /now/ }] } } })
    await expect(run).rejects.toMatchObject({ path: 'inputs.x.rows[3].when', code: 'MONTY_VALUE' })
  })

  test('and the next value goes in as if nothing had been', () => {
    caught(() => roundTrip([{ a: 1 }, Symbol('s')]), MontyValueError)
    expect(roundTrip([{ a: 1 }, 's'])).toStrictEqual([{ a: 1 }, 's'])
  })
})

describe('an object with code of its own', () => {
  test('has its getters read once', () => {
    let reads = 0
    const object = {
      get value() {
        return ++reads
      },
    }
    expect(roundTrip([object, object])).toStrictEqual([{ value: 1 }, { value: 1 }])
    expect(reads).toBe(1)
  })

  test('has the error of its getter as the cause', () => {
    const reason = new RangeError('not now')
    const object = {
      inner: {
        get value() {
          throw reason
        },
      },
    }
    const error = caught(() => roundTrip(object), MontyValueError)
    expect(error.path).toBe('inputs.x.inner.value')
    expect(error.cause).toBe(reason)
  })

  test('may run Python from a getter', () => {
    const object = {
      get nested() {
        return roundTrip({ x: [1, 'two'] })
      },
      after: 'é'.repeat(20),
    }
    expect(roundTrip(object)).toStrictEqual({ nested: { x: [1, 'two'] }, after: 'é'.repeat(20) })
  })

  test('may start runs of the same program from a getter', () => {
    const monty = new Monty('x', { inputs: ['x'] })
    const object = {
      get nested() {
        return monty.run({ inputs: { x: 2n ** 80n } })
      },
    }
    expect(monty.run({ inputs: { x: [object, 1] } })).toStrictEqual([{ nested: 2n ** 80n }, 1])
  })

  test('cannot resume the run that waits for its value', () => {
    const paused = atFunction(new Monty('f() + 1').start())
    const object = {
      get value() {
        return paused.resume({ returnValue: 1 })
      },
    }
    expect(() => paused.resume({ returnValue: object })).toThrow('could not be read')
  })

  test('may be a proxy, whose traps are asked once', () => {
    const asked: string[] = []
    const proxy = new Proxy(
      { a: 1, b: [2] },
      {
        get(target, name) {
          asked.push(`get ${String(name)}`)
          return Reflect.get(target, name) as unknown
        },
        ownKeys(target) {
          asked.push('keys')
          return Reflect.ownKeys(target)
        },
      },
    )
    expect(roundTrip(proxy)).toStrictEqual({ a: 1, b: [2] })
    for (const question of ['keys', 'get a', 'get b']) {
      expect(asked.filter((one) => one === question)).toEqual([question])
    }
  })

  test('may be a proxy of an array', () => {
    expect(roundTrip(new Proxy([1, [2]], {}))).toStrictEqual([1, [2]])
  })

  test('may lie about its length', () => {
    let length = 3
    const liar = new Proxy([] as number[], {
      get: (_target, name) => (name === 'length' ? length-- : Number(name)),
    })
    expect(roundTrip(liar)).toStrictEqual([0, 1, 2])
  })

  test('may change while it is read', () => {
    const map = new Map<string, unknown>()
    map.set('a', {
      get value() {
        map.delete('b')
        map.set('c', 3)
        return 1
      },
    })
    map.set('b', 2)
    expect(roundTrip(map)).toStrictEqual({ a: { value: 1 }, b: 2 })
  })
})
