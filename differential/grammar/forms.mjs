import { INTS, ints, scalar, shown, TEXTS } from './pieces.mjs'

/** Statements and expressions of many kinds, each on its own. */
export function forms(random) {
  const chosen = new Set(random.many(3, 6, () => random.of(FORMS)))
  return [...chosen].flatMap((form) => form(random))
}

const FORMS = [
  decorated,
  comprehended,
  managed,
  matched,
  formatted,
  sets,
  views,
  sorting,
  called,
  nested,
  assigned,
  recursive,
  inherited,
  mixed,
  properties,
  shadowed,
  reflected,
  iterated,
  awaited,
  fields,
]

function decorated(random) {
  const times = random.below(3)
  return [
    'import functools',
    'def twice(f):',
    '    @functools.wraps(f)',
    '    def run(*args, **kwargs):',
    '        print("before", f.__name__)',
    '        return f(*args, **kwargs) * 2',
    '    return run',
    'def named(label):',
    '    def wrap(f):',
    '        def run(*args):',
    '            print(label, args)',
    '            return f(*args)',
    '        return run',
    '    return wrap',
    // The name of what lru_cache gives is not known, so that it does not stand below `twice`.
    ...random.of([
      random.some(['@twice', '@named("outer")'], 60),
      ['@functools.lru_cache(maxsize=None)'],
    ]),
    'def work(n=1):',
    `    return n + ${times}`,
    ...shown(`work(${random.of(INTS)}), work()`),
    ...(random.chance(40) ? shown('work(1, 2, 3)') : []),
  ]
}

function comprehended(random) {
  return [
    `rows = [${ints(random)}, ${ints(random)}]`,
    ...shown('[x for row in rows for x in row if x]'),
    ...shown('{len(row): [y * 2 for y in row] for row in rows}'),
    ...shown('sorted({abs(x) for row in rows for x in row})'),
    'x = "kept"',
    '_ = [x for x in rows]',
    'print(x)',
    ...shown(`[last := n for n in ${ints(random)}] and last`),
    'fs = [lambda: i for i in range(3)]',
    'print([f() for f in fs])',
  ]
}

function managed(random) {
  const swallowed = random.of(['ValueError', 'KeyError', 'Exception'])
  return [
    'from contextlib import contextmanager, suppress',
    '@contextmanager',
    'def stage(name):',
    '    print("open", name)',
    '    try:',
    '        yield name.upper()',
    `    except ${swallowed} as e:`,
    '        print("swallowed", type(e).__name__)',
    '    finally:',
    '        print("close", name)',
    'try:',
    '    with stage("a") as a, stage("b") as b:',
    '        print(a, b)',
    `        ${random.of(['raise ValueError("v")', 'raise KeyError("k")', 'pass', '[][1]'])}`,
    '    print("after")',
    'except Exception as e:',
    '    print(type(e).__name__, e)',
    `with suppress(${random.of(['ValueError', 'LookupError', 'ZeroDivisionError'])}, TypeError):`,
    `    ${random.of(['int("x")', 'len(5)', 'print("fine")'])}`,
  ]
}

function matched(random) {
  const subject = random.of([
    scalar(random),
    ints(random),
    '{"kind": "a", "n": 1}',
    '{"kind": "b", "rest": [1, 2]}',
    '("go", 3)',
    '["stop"]',
  ])
  return [
    `match ${subject}:`,
    '    case 0 | 1 as n:',
    '        print("small", n)',
    '    case str() as s if s:',
    '        print("text", s)',
    '    case {"kind": "a", **rest}:',
    '        print("a", rest)',
    '    case {"kind": kind, "rest": [first, *others]}:',
    '        print(kind, first, others)',
    '    case ["go", int(n)]:',
    '        print("go", n)',
    '    case []:',
    '        print("empty")',
    '    case [x, *_]:',
    '        print("first", x)',
    '    case None | True | False:',
    '        print("constant")',
    '    case _:',
    '        print("other")',
  ]
}

function formatted(random) {
  const number = random.of(['0', '7', '-3', '12345.678', '0.5', '1e10'])
  const spec = random.of(['', '>8', '<8', '^9', '08.2f', ',', '+.1f', '.3g', '10.1f', '%', '.0f'])
  return [
    `value = ${number}`,
    ...shown(`f"{value:${spec}}|"`.replaceAll('"', "'")),
    ...shown(`"%s %r %5.1f" % (value, ${random.of(TEXTS)}, value)`),
    ...shown(`"{:>6}|{name!r}".format(value, name=${random.of(TEXTS)})`),
    ...shown(`f'{value!r:>10} {${random.of(TEXTS).replaceAll("'", '"')}:*^7}'`),
    'width = 9',
    ...shown("f'{value:{width}}|'"),
    ...shown("f'{value=}'"),
  ]
}

function sets(random) {
  return [
    `a, b = set(${ints(random)}), set(${ints(random)})`,
    ...shown(`sorted(a ${random.of(['&', '|', '-', '^'])} b)`),
    ...shown(`a ${random.of(['<', '<=', '==', '>', '!='])} b`),
    ...shown('a.isdisjoint(b), a.issubset(b), len(a)'),
    `a.${random.of(['add(9)', 'discard(1)', 'update([5, 6])', 'intersection_update([1, 2])'])}`,
    'print(sorted(a))',
    ...shown(`a.remove("absent")`),
    ...shown('frozenset(a) == a'),
    ...shown(
      `hasattr(${random.of(['a', '[]', '"x"', '{}', '5', 'len', 'None'])}, "${random.of(['add', 'items', 'append', '__iter__', '__len__', 'upper', '__call__', 'real'])}")`,
    ),
    ...shown(`getattr(${random.of(['{"k": 1}', '[1]', '"x"'])}, "get", str)("k")`),
  ]
}

function views(random) {
  return [
    `d = dict(zip("abc", ${ints(random)}))`,
    ...shown('list(d.items()), list(d), sorted(d.values())'),
    ...shown(`d.keys() ${random.of(['&', '|', '-'])} {"a", "z"} == {"a"}`),
    ...shown(`d.setdefault("z", []), d.pop("a", None), d.get("q", 1)`),
    ...shown(`{**d, "n": 1} | {"m": 2}`),
    ...shown('[k for k, v in sorted(d.items(), key=lambda p: str(p))]'),
    ...shown(`d["${random.of(['a', 'b', 'zz'])}"]`),
    ...shown('max(d, key=lambda k: str(d[k]), default="none")'),
  ]
}

function sorting(random) {
  return [
    `words = ["pear", "fig", "apple", "kiwi", "date"]`,
    ...shown(
      `sorted(words, key=${random.of(['len', 'str.upper', 'lambda w: w[-1]', 'lambda w: (-len(w), w)'])}, reverse=${random.of(['True', 'False'])})`,
    ),
    'words.sort(key=lambda w: w[1:])',
    'print(words)',
    ...shown(`min(words, key=len), max(words), list(reversed(words))`),
    ...shown(`sorted([3, "a", None])`),
    ...shown(`sorted([(1, "b"), (1, "a"), (0, "z")])`),
  ]
}

function called(random) {
  const call = random.of([
    '1',
    '1, 2',
    '*[1, 2, 3]',
    'a=1',
    '1, k=2',
    '**{"a": 5}',
    '1, *[2], k=3, z=4',
    '',
  ])
  return [
    'def f(a, b=[], *rest, k=None, **more):',
    '    b = list(b) if not isinstance(b, int) else b',
    '    return a, b, rest, k, sorted(more.items())',
    ...shown(`f(${call})`),
    'def grow(x, into=[]):',
    '    into.append(x)',
    '    return into',
    ...shown('grow(1), grow(2)'),
    ...shown('grow(3, [])'),
    ...shown('(lambda *a, **k: (a, k))(1, *"xy", q=2)'),
  ]
}

function nested(random) {
  return [
    `total = ${random.of(INTS)}`,
    'def add(n):',
    '    global total',
    '    total += n',
    '    def inner():',
    '        nonlocal n',
    '        n += 1',
    '        return n + total',
    '    return inner(), inner(), n',
    ...shown(`add(${random.of(INTS)}), total`),
    'def counter():',
    '    count = 0',
    '    def step(by=1):',
    '        nonlocal count',
    '        count += by',
    '        return count',
    '    return step',
    'one, two = counter(), counter()',
    ...shown('one(), one(5), two(), one()'),
  ]
}

function assigned(random) {
  return [
    `a, (b, *c), d = 1, ${random.of(['[2, 3, 4]', '"xy"', '(5,)'])}, [6]`,
    'print(a, b, c, d)',
    'x = y = []',
    'x.append(1)',
    'print(y, x is y)',
    `xs = list(range(${random.below(7)}))`,
    'xs[1:3] = ["p", "q", "r"]',
    'print(xs)',
    ...shown('xs[10]'),
    `if (n := len(xs)) > ${random.below(6)}:`,
    '    print("long", n)',
    'i = 0',
    'while (i := i + 1) < 4:',
    '    if i == 2:',
    '        continue',
    '    print(i)',
    'else:',
    '    print("done")',
    `v = ${random.of(INTS)}`,
    `v ${random.of(['+=', '-=', '*=', '//=', '**=', '|=', '<<='])} 2`,
    'print(v)',
  ]
}

function recursive(random) {
  return [
    'def fib(n, memo={}):',
    '    if n < 2:',
    '        return n',
    '    if n not in memo:',
    '        memo[n] = fib(n - 1) + fib(n - 2)',
    '    return memo[n]',
    `print(fib(${random.below(30)}))`,
    'def flat(x):',
    '    if isinstance(x, (list, tuple)):',
    '        for part in x:',
    '            yield from flat(part)',
    '    else:',
    '        yield x',
    `print(list(flat([1, [2, (3, [${random.of(INTS)}])], []])))`,
    'def hanoi(n, a, b, c):',
    '    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)',
    `print(hanoi(${random.below(6)}, "a", "b", "c"))`,
  ]
}

function inherited(random) {
  return [
    'from dataclasses import dataclass, field',
    `@dataclass${random.of(['', '(order=True)', '(frozen=True)'])}`,
    'class Shape:',
    '    name: str',
    `    size: int = ${random.of(INTS)}`,
    '    def area(self):',
    '        return self.size',
    ...(random.chance(50)
      ? ['print(Shape("s"))']
      : [
          'try:',
          '    print(Shape("a", 1) < Shape("b", 0), hash(Shape("a", 1)) == hash(Shape("a", 1)))',
          'except TypeError as e:',
          '    print(e)',
        ]),
    '@dataclass',
    'class Base:',
    '    a: int = 1',
    '    def __post_init__(self):',
    '        print("base", self.a)',
    '@dataclass',
    'class Box(Base):',
    `    b: str = ${random.of(TEXTS)}`,
    '    c: list = field(default_factory=list)',
    '    def __post_init__(self):',
    '        super().__post_init__()',
    '        self.c.append(self.b)',
    ...shown(`Box(${random.of(['', '2', '2, "q"', 'b="z"', 'c=[1]', '1, 2, 3, 4'])})`),
    ...shown('Box() == Box(), Box(1).c is Box(1).c, isinstance(Box(), Base)'),
  ]
}

function mixed(random) {
  const member = `Level.${random.of(['LOW', 'MID', 'HIGH'])}`
  return [
    'from enum import Enum, IntEnum',
    'class Level(IntEnum):',
    '    LOW = 1',
    '    MID = 5',
    '    HIGH = 10',
    '    @property',
    '    def label(self):',
    '        return self.name.title()',
    '    @classmethod',
    '    def parse(cls, text):',
    '        return cls[text.upper()]',
    'class Color(str, Enum):',
    '    RED = "red"',
    '    BLUE = "blue"',
    '    def __str__(self):',
    '        return "<" + self.value + ">"',
    ...shown(`${member}.label, ${member} + 1, ${member} > 3, sorted([Level.HIGH, ${member}])`),
    ...shown(`Level.parse("${random.of(['low', 'mid', 'none'])}")`),
    ...shown(`Color("${random.of(['red', 'blue', 'green'])}")`),
    ...shown('Color.RED == "red", Color.RED.upper(), f"{Color.BLUE}", [c.value for c in Color]'),
    ...shown(`max(Level, key=lambda m: -m), {${member}: 1}, repr(Color.RED)`),
  ]
}

function properties(random) {
  return [
    'class Temp:',
    '    def __init__(self, c):',
    '        self.c = c',
    '    @property',
    '    def f(self):',
    '        return self.c * 9 / 5 + 32',
    '    @f.setter',
    '    def f(self, value):',
    '        if value < -459:',
    '            raise ValueError("too cold")',
    '        self.c = (value - 32) * 5 / 9',
    'class Logged(Temp):',
    '    @property',
    '    def f(self):',
    '        print("read")',
    '        return super().f',
    ...(random.chance(50)
      ? ['    @f.setter', '    def f(self, value):', '        self.c = value']
      : []),
    `t = ${random.of(['Temp', 'Logged'])}(${random.of(INTS)})`,
    ...shown('t.f, t.c'),
    'try:',
    `    t.f = ${random.of(['212', '-500', '50'])}`,
    'except (AttributeError, ValueError) as e:',
    '    print(type(e).__name__, e)',
    ...shown('t.c, getattr(t, "f"), hasattr(t, "g")'),
  ]
}

function shadowed(random) {
  return [
    'class Parent:',
    '    kind = "base"',
    '    items = []',
    '    count = 0',
    '    def add(self, x):',
    '        self.items.append(x)',
    '        self.count += 1',
    '        return self.count',
    'class Sub(Parent):',
    ...random.of([['    kind = "sub"'], ['    pass'], ['    items = ["own"]']]),
    'a, b = Parent(), Sub()',
    ...shown('a.add(1), b.add(2), a.items, b.items, Parent.count'),
    'b.kind = "mine"',
    'Parent.kind = "changed"',
    ...shown('a.kind, b.kind, Sub.kind'),
    ...shown('sorted(vars(b).items(), key=str)'),
  ]
}

function reflected(random) {
  return [
    'class Money:',
    '    def __init__(self, n):',
    '        self.n = n',
    '    def __add__(self, other):',
    '        return Money(self.n + (other.n if isinstance(other, Money) else other))',
    '    __radd__ = __add__',
    '    def __mul__(self, k):',
    '        return Money(self.n * k) if isinstance(k, int) else NotImplemented',
    '    def __rsub__(self, other):',
    '        return Money(other - self.n)',
    '    def __eq__(self, other):',
    '        return self.n == other.n if isinstance(other, Money) else NotImplemented',
    '    def __lt__(self, other):',
    '        return self.n < other.n if isinstance(other, Money) else NotImplemented',
    '    def __repr__(self):',
    '        return f"Money({self.n})"',
    `m = Money(${random.of(INTS)})`,
    ...shown('m + 1, 1 + m, sum([m, m]), 10 - m'),
    ...shown(`m * ${random.of(['2', '"x"', '1.5'])}`),
    ...shown(`m == ${random.of(['Money(1)', '5', 'None'])}, m != Money(1)`),
    ...shown(`m < ${random.of(['Money(5)', '3'])}`),
    ...shown('sorted([Money(3), m, Money(1)]), max(m, Money(2)), m > Money(0)'),
    ...shown(`m - ${random.of(['1', 'm'])}`),
    ...shown('2 * m'),
  ]
}

function iterated(random) {
  return [
    'class Countdown:',
    '    def __init__(self, n):',
    '        self.n = n',
    '    def __iter__(self):',
    '        return self',
    '    def __next__(self):',
    '        if self.n <= 0:',
    '            raise StopIteration',
    '        self.n -= 1',
    '        return self.n',
    `c = Countdown(${random.below(6)})`,
    ...random
      .many(1, 3, () =>
        shown(
          random.of([
            'next(c)',
            'next(c, "end")',
            'list(c)',
            '2 in c',
            'sum(c)',
            '[x for x in zip(c, c)]',
            'dict(enumerate(c))',
            'max(c, default=-1)',
            '", ".join(map(str, c))',
          ]),
        ),
      )
      .flat(),
    'class Pairs:',
    '    def __iter__(self):',
    `        for i in range(${random.below(4)}):`,
    '            yield i, i * i',
    ...shown('dict(Pairs()), [b for a, b in Pairs()], (1, 1) in Pairs()'),
    ...shown('a, b = Pairs()'.replace('a, b = ', 'list(') + ')'),
  ]
}

function awaited(random) {
  return [
    'import asyncio',
    'async def double(n):',
    '    await asyncio.sleep(0)',
    '    if n > 5:',
    '        raise ValueError(n)',
    '    return n * 2',
    'async def count(n):',
    '    for i in range(n):',
    '        yield i',
    'class Session:',
    '    async def __aenter__(self):',
    '        print("enter")',
    '        return self',
    '    async def __aexit__(self, kind, error, traceback):',
    '        print("exit", kind.__name__ if kind else None)',
    `        return ${random.of(['True', 'False'])}`,
    'async def main():',
    `    print(await asyncio.gather(double(${random.of(INTS)}), double(2)))`,
    `    print([x async for x in count(${random.below(4)})])`,
    '    async with Session():',
    `        print(await double(${random.of(INTS)}))`,
    '    async for x in count(3):',
    '        print(x)',
    '    return "main"',
    'try:',
    '    print(asyncio.run(main()))',
    'except Exception as e:',
    '    print(type(e).__name__, e)',
  ]
}

function fields(random) {
  const options = random.some(['repr=False', 'compare=False', 'init=False'], 40)
  return [
    'from dataclasses import dataclass, field, fields, asdict, replace, InitVar, KW_ONLY',
    `@dataclass${random.of(['', '(frozen=True)', '(kw_only=True)', '(eq=False)', '(order=True)'])}`,
    'class Item:',
    '    id: int',
    `    tags: list = field(${['default_factory=list', ...options].join(', ')})`,
    `    price: float = field(default=${random.of(['0', '1.5'])}${random.of(['', ', repr=False'])})`,
    ...(random.chance(30) ? ['    _: KW_ONLY', '    note: str = ""'] : []),
    ...(random.chance(30)
      ? [
          '    rate: InitVar[int] = 3',
          '    def __post_init__(self, rate):',
          '        print("rate", rate)',
        ]
      : []),
    ...shown(`Item(${random.of(['1', 'id=1', '1, []', 'id=2, price=4', '', '1, 2, 3, 4, 5, 6'])})`),
    ...shown('Item(id=1) == Item(id=1)'),
    ...shown('[f.name for f in fields(Item)], asdict(Item(id=3))'),
    ...shown('replace(Item(id=1), id=2)'),
    ...shown('Item(id=1) < Item(id=2)'),
  ]
}
