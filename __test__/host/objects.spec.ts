import {
  type FunctionSnapshot,
  HostObject,
  hostObject,
  Monty,
  MontySession,
  MontyUsageError,
  PausedRun,
  PyObject,
  runMontyAsync,
  tool,
} from 'monty-node'
import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../support/collector.js'
import { atEnd, atFunction, atName } from '../support/paused.js'

class Order {
  secret = 'do not tell'
  refunds: number[] = []

  constructor(
    readonly id: number,
    public total: number,
  ) {}

  async refund(amount: number, options?: { reason?: string }): Promise<string> {
    if (amount > this.total) throw new RangeError(`only ${this.total} left`)
    this.refunds.push(amount)
    this.total -= amount
    return options?.reason ?? 'no reason'
  }

  describe(): string {
    return `order ${this.id}`
  }

  destroy(): void {
    throw new Error('never called')
  }
}

const visible = { attributes: ['id', 'total'], methods: ['refund', 'describe'] } as const

const withOrder = (code: string, order = new Order(7, 100)): Promise<unknown> => {
  hostObject(order, visible)
  return new Monty(code, { inputs: ['order'] }).runAsync({ inputs: { order } })
}

describe('an object of the host', () => {
  it('lets Python read the attributes that are listed, as they are now', async () => {
    const order = new Order(7, 100)
    const code = 'before = order.total\nawait order.refund(30)\n[order.id, before, order.total]'
    expect(await withOrder(code, order)).toEqual([7, 100, 70])
    expect(order.refunds).toEqual([30])
  })

  it('lets Python call the methods that are listed, synchronous and asynchronous ones', async () => {
    expect(await withOrder('order.describe()')).toBe('order 7')
    expect(await withOrder("await order.refund(1, reason='late')")).toBe('late')
    const code =
      'import asyncio\nawait asyncio.gather(*[order.refund(n) for n in [1, 2]])\norder.total'
    expect(await withOrder(code)).toBe(97)
  })

  it.each([
    ['order.secret', "'Order' object has no attribute 'secret'"],
    ['order.destroy()', "'Order' object has no attribute 'destroy'"],
    ['order.constructor', "'Order' object has no attribute 'constructor'"],
    ['order.__proto__', "'Order' object has no attribute '__proto__'"],
    ['order.refunds', "'Order' object has no attribute 'refunds'"],
  ])('keeps everything else invisible: %s', async (code, message) => {
    await expect(withOrder(code)).rejects.toThrow(`AttributeError: ${message}`)
    expect(await withOrder(`try:\n    ${code}\nexcept AttributeError:\n    r = 'hidden'\nr`)).toBe(
      'hidden',
    )
  })

  it.each([
    ["hasattr(order, 'secret')", false],
    ["hasattr(order, 'nothing')", false],
    ["[hasattr(order, 'total'), hasattr(order, 'refund')]", [true, true]],
    ["getattr(order, 'secret', 7)", 7],
    ["getattr(order, '_private', None)", null],
    ["getattr(order, 'total', 7)", 100],
    ["getattr(order, 'describe', None)()", 'order 7'],
  ])('says what it has: %s', async (code, expected) => {
    expect(await withOrder(code)).toEqual(expected)
    const isolated = new Monty(code, { inputs: ['order'] }).runAsync({
      inputs: { order: hostObject(new Order(7, 100), visible) },
      isolation: 'process',
    })
    expect(await isolated).toEqual(expected)
  })

  it('raises in Python what a method throws, and gives it back as the cause', async () => {
    const caught = 'try:\n    await order.refund(500)\nexcept Exception as e:\n    r = str(e)\nr'
    expect(await withOrder(caught)).toBe('only 100 left')
    await expect(withOrder('await order.refund(500)')).rejects.toMatchObject({
      cause: expect.any(RangeError) as RangeError,
    })
  })

  it('comes back as the very same object', async () => {
    const order = new Order(1, 5)
    expect(await withOrder('order', order)).toBe(order)
    expect(await withOrder('{"orders": [order, order]}', order)).toEqual({ orders: [order, order] })
    const seen: unknown[] = []
    const monty = new Monty('ship(order, note=order)', { inputs: ['order'] })
    monty.run({
      inputs: { order },
      externalFunctions: { ship: (...args: unknown[]) => void seen.push(...args) },
    })
    expect(seen[0]).toBe(order)
    expect((seen[1] as { note: unknown }).note).toBe(order)
  })

  it('is equal to itself only', async () => {
    const [a, b] = [new Order(1, 1), new Order(1, 1)]
    const [first, second] = [hostObject(a, visible), hostObject(b, visible)]
    const monty = new Monty('[a == a, a == a2, a == b]', { inputs: ['a', 'a2', 'b'] })
    expect(monty.run({ inputs: { a: first, a2: a, b: second } })).toEqual([true, true, false])
  })

  it('is held as long as Python holds it', async () => {
    const open = (): object =>
      hostObject({ next: () => 5 }, { methods: ['next'], className: 'Counter' })
    using session = new MontySession({ externalFunctions: { open_counter: open } })
    session.feed('c = open_counter()')
    const collect = (globalThis as { gc?: () => void }).gc
    collect?.()
    await new Promise((resolve) => setImmediate(resolve))
    collect?.()
    expect(session.feed('c.next()')).toBe(5)
  })

  it('may have functions and tools for methods, also taken off the object', async () => {
    const counter = { count: 0 }
    const object = hostObject(counter, {
      methods: {
        add: tool({
          input: { type: 'object', properties: { n: { type: 'integer', default: 1 } } },
          async: false,
          execute: ({ n }: { n: number }) => (counter.count += n),
        }),
      },
    })
    const monty = new Monty(
      "add = c.add\nadd()\nadd(n=4)\nr = c.add(5)\ntry:\n    c.add('x')\nexcept TypeError as e:\n    t = str(e)\n[r, t]",
      { inputs: ['c'] },
    )
    expect(monty.run({ inputs: { c: object } })).toEqual([
      10,
      "add() argument 'n' must be an integer, not str",
    ])
  })

  it('keeps what Python assigns in Python', async () => {
    const order = new Order(7, 100)
    expect(await withOrder('order.total = 1\norder.total', order)).toBe(1)
    expect(order.total).toBe(100)
  })

  it.each([
    [() => hostObject(5 as never), 'takes an object'],
    [() => hostObject(new Order(1, 1), { methods: ['fly' as never] }), 'fly is not a method'],
    [() => hostObject({ _x: 1 }, { attributes: ['_x'] }), 'cannot reach a member named _x'],
    [() => hostObject({}, { attribute: [] } as never), 'attribute is not an option of hostObject'],
  ])('is refused when it makes no sense', (make, message) => {
    expect(make).toThrow(MontyUsageError)
    expect(make).toThrow(message)
  })
})

describe('an object of Python', () => {
  const code = `
from dataclasses import dataclass
@dataclass
class Point:
    x: int
    y: int = 2
    def norm(self):
        return self.x + self.y
class Plain:
    def __init__(self):
        self.tag = 'p'
point, plain = Point(1), Plain()
given = give(point, plain)
[given is point, given.norm(), type(given).__name__]`

  it('comes out with its fields and goes back as itself', () => {
    const seen: PyObject[] = []
    const give = (...objects: PyObject[]): PyObject => {
      seen.push(...objects)
      return objects[0]!
    }
    expect(new Monty(code).run({ externalFunctions: { give } })).toEqual([true, 3, 'Point'])
    expect(seen.map((one) => [one.className, one.fields, one.isDataclass])).toEqual([
      ['Point', { x: 1, y: 2 }, true],
      ['Plain', { tag: 'p' }, false],
    ])
  })

  it('stays itself from feed to feed, in forks and as bytes', async () => {
    const make = `
class Cart:
    def __init__(self):
        self.items = ['tea']
mine, other = Cart(), Cart()`
    for (const isolation of ['none', 'process'] as const) {
      using session = new MontySession({ isolation })
      await session.feedAsync(make)
      const cart = await session.feedAsync('mine')
      expect(cart).toMatchObject({ className: 'Cart', fields: { items: ['tea'] } })
      const inputs = { cart }
      const same = '[cart is mine, cart is other]'
      expect(await session.feedAsync(same, { inputs })).toEqual([true, false])
      using fork = session.fork()
      expect(await fork.feedAsync(same, { inputs })).toEqual([true, false])
      using loaded = MontySession.load(session.dump(), { isolation })
      expect(await loaded.feedAsync(same, { inputs })).toEqual([true, false])
      await session.feedAsync("cart.items.append('milk')", { inputs })
      expect(await session.feedAsync('mine.items')).toEqual(['tea', 'milk'])
    }
  })

  it('means nothing to a session that never held it', () => {
    using session = new MontySession()
    using stranger = new MontySession()
    const cart = session.feed('class Cart:\n    pass\nCart()')
    expect(() => stranger.feed('cart', { inputs: { cart } })).toThrow(
      /class 'Cart' .* no longer exists/,
    )
  })
})

describe('an object of the host in a session', () => {
  it('is the same object in later feeds and in the session that is loaded', () => {
    const order = new Order(7, 100)
    hostObject(order, visible)
    using session = new MontySession()
    session.feed('kept = order', { inputs: { order } })
    expect(session.feed('kept')).toBe(order)
    using loaded = MontySession.load(session.dump())
    expect(loaded.feed('[kept.total, kept.describe()]')).toEqual([100, 'order 7'])
    expect(loaded.feed('kept')).toBe(order)
  })
})

describe('an object of the host in a stepped run', () => {
  const code =
    'order.total = order.total\n[order.id, order.describe(), await order.refund(5, reason="x")]'

  it('is named by its calls and attributes', () => {
    const order = hostObject(new Order(7, 100), visible)
    const { id } = HostObject.identify(order)
    const monty = new Monty('[order.id, order.describe(1)]', { inputs: ['order'] })
    const read = atName(monty.start({ inputs: { order } }))
    expect([read.variableName, read.receiver]).toEqual(['id', { id }])
    const call = atFunction(read.resume({ value: 'seven' }))
    expect([call.functionName, call.args, call.receiver]).toEqual(['describe', [1], { id }])
    expect(atEnd(call.resume({ returnValue: 'told' })).output).toEqual(['seven', 'told'])
  })

  it('answers when the run is driven to its end, also as bytes', async () => {
    const order = new Order(7, 100)
    hostObject(order, visible)
    const monty = new Monty(code, { inputs: ['order'] })
    const paused = atName(monty.start({ inputs: { order } }))
    const loaded = PausedRun.load(paused.dump())
    const expected = [7, 'order 7', 'x']
    expect(await runMontyAsync(paused)).toEqual(expected)
    expect(await runMontyAsync(loaded)).toEqual(expected)
    expect(order.refunds).toEqual([5, 5])
  })
})

describe('an object of the host that only Python has', () => {
  it('lives as long as a fork of the session that it was given to', async () => {
    const forkOf = (): MontySession => {
      using session = new MontySession()
      session.feed('None', {
        inputs: { order: hostObject(new Order(7, 5), { attributes: ['id'] }) },
      })
      return session.fork()
    }
    using fork = forkOf()
    new MontySession().feed('None')
    await collectGarbage()
    expect(fork.feed('order.id')).toBe(7)
  })

  it('is let go with a run that began with nothing', async () => {
    const givenTo = (paused: FunctionSnapshot): WeakRef<Order> => {
      const order = new Order(7, 5)
      const returnValue = hostObject(order, { attributes: ['id'] })
      atName(paused.resume({ returnValue }))
      return new WeakRef(order)
    }
    const order = givenTo(atFunction(new Monty('f().id').start()))
    new MontySession().feed('None')
    await collectGarbage()
    expect(order.deref()).toBeUndefined()
  })
})
