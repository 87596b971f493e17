import { indented, INTS, scalar, shown } from './pieces.mjs'

const SPECIAL = {
  __len__: ['def __len__(self):', '    return self.n % 3'],
  __bool__: ['def __bool__(self):', '    return self.n > 1'],
  __eq__: ['def __eq__(self, other):', '    return isinstance(other, C0) and self.n == other.n'],
  __lt__: ['def __lt__(self, other):', '    return self.n < other.n'],
  __repr__: ['def __repr__(self):', '    return f"{type(self).__name__}({self.n})"'],
  __str__: ['def __str__(self):', '    return f"<{self.n}>"'],
  __add__: [
    'def __add__(self, other):',
    '    return type(self)(self.n + (other.n if isinstance(other, C0) else other))',
  ],
  __radd__: ['def __radd__(self, other):', '    return other + self.n'],
  __iadd__: ['def __iadd__(self, other):', '    self.n += 1', '    return self'],
  __contains__: ['def __contains__(self, x):', '    return x == self.n'],
  __getitem__: [
    'def __getitem__(self, k):',
    '    if k in (0, 1):',
    '        return self.n + k',
    '    raise IndexError(k)',
  ],
  __iter__: ['def __iter__(self):', '    yield self.n', '    yield from range(self.n)'],
  __call__: ['def __call__(self, *args, **kwargs):', '    return (self.n, args, sorted(kwargs))'],
  __getattr__: [
    'def __getattr__(self, name):',
    '    if name.startswith("d_"):',
    '        return name',
    '    raise AttributeError(name)',
  ],
  __format__: ['def __format__(self, spec):', '    return f"[{self.n}:{spec}]"'],
  __hash__: ['def __hash__(self):', '    return 5'],
  __neg__: ['def __neg__(self):', '    return -self.n'],
  __enter__: [
    'def __enter__(self):',
    '    print("in")',
    '    return self',
    'def __exit__(self, *a):',
    '    print("out", a[0] is None)',
    '    return False',
  ],
}

function member(random, level) {
  return random.of([
    () => [`def m${level}(self, x=2):`, `    return ("m${level}", self.n, x)`],
    () => ['def who(self):', `    return "${level}"`],
    () => ['@property', 'def p(self):', '    return self.n * 10'],
    () => [
      '@property',
      'def q(self):',
      '    return self._q if hasattr(self, "_q") else 0',
      '@q.setter',
      'def q(self, value):',
      '    print("set", value)',
      '    self._q = value',
    ],
    () => ['@classmethod', 'def make(cls, n=4):', '    return cls(n)'],
    () => ['@staticmethod', 'def helper(a, b=1):', '    return (a, b)'],
    () => [`tag = "tag${level}"`],
    () => [`items = [x + ${level} for x in range(2)]`],
    () => [
      `def __init_subclass__(cls, **kwargs):`,
      `    super().__init_subclass__(**kwargs)`,
      '    print("sub", cls.__name__)',
    ],
  ])()
}

/** Classes that derive from each other, and what is done with their objects. */
export function classes(random) {
  const lines = []
  const special = random.some(Object.keys(SPECIAL), 25)
  const count = 1 + random.below(4)
  for (let level = 0; level < count; level++) {
    const bases = level === 0 ? random.of(['', '', '(object)']) : `(${parents(random, level)})`
    const body =
      level === 0
        ? ['def __init__(self, n=1):', '    self.n = n', 'def who(self):', '    return "0"']
        : initializer(random, level)
    const members = random.many(0, 2, () => member(random, level)).flat()
    const own =
      level === 0
        ? special.flatMap((name) => SPECIAL[name])
        : random.chance(20)
          ? SPECIAL[random.of(Object.keys(SPECIAL))]
          : []
    const all = [...body, ...members, ...own]
    lines.push(`class C${level}${bases}:`, ...indented(all.length > 0 ? all : ['pass']))
  }
  for (const _ of random.many(3, 8, () => 0)) lines.push(...use(random, count))
  return lines
}

function parents(random, level) {
  const first = random.below(level)
  const second = random.below(level)
  return random.chance(30) && second !== first ? `C${first}, C${second}` : `C${first}`
}

function initializer(random, level) {
  return random.of([
    () => [],
    () => ['def __init__(self, n=2):', '    super().__init__(n + 1)', `    self.own${level} = n`],
    () => ['def who(self):', `    return super().who() + "${level}"`],
    () => ['def who(self):', `    return C0.who(self) + "${level}"`],
  ])()
}

function use(random, count) {
  const name = `C${random.below(count)}`
  const other = `C${random.below(count)}`
  const object = random.of([`${name}()`, `${name}(${random.of(INTS)})`])
  const another = `${other}(${random.of(INTS)})`
  return random.of([
    () => shown(`${object}.who()`),
    () => shown(`${object}.n`),
    () => shown(`${object}.p`),
    () => [
      `o = ${object}`,
      ...shown('o.q'),
      'try:',
      '    o.q = 5',
      'except Exception as e:',
      '    print(type(e).__name__, e)',
      ...shown('o.q'),
    ],
    () =>
      shown(
        // A method that is printed shows an address.
        `${object}.${random.of(['m0()', 'm1()', 'm2()', 'tag', 'items', 'd_x', 'missing', 'missing()'])}`,
      ),
    () => shown(`${name}.make().n`),
    () => shown(`${object}.helper(1)`),
    () => shown(`bool(${object})`),
    () => shown(`len(${object})`),
    () => shown(`"yes" if ${object} else "no"`),
    () => shown(`not ${object}`),
    () => shown(`(${object} and 1, ${object} or 2) == (1, 2)`),
    () => shown(`${object} == ${another}`),
    () => shown(`${object} != ${another}`),
    () => shown(`${object} < ${another}`),
    () => shown(`${object} > ${another}`),
    () => shown(`${object} <= ${another}`),
    () => shown(`[x.n for x in sorted([${object}, ${another}, ${name}(3)])]`),
    () => shown(`max([${object}, ${another}]).n`),
    () => shown(`(${object} + 1).n`),
    () => shown(`5 + ${object}`),
    () => [
      `o = ${object}`,
      'try:',
      '    o += 1',
      '    print(o.n)',
      'except Exception as e:',
      '    print(type(e).__name__, e)',
    ],
    () => shown(`${random.of(INTS)} in ${object}`),
    () => shown(`${object}[${random.of(INTS)}]`),
    () => shown(`list(${object})`),
    () => shown(`[*${object}]`),
    () => shown(`${object}(1, k=2)`),
    () => shown(`f"{${object}:>5}"`.replaceAll('"', "'")),
    () => shown(`isinstance(${object}, ${other})`),
    () => shown(`issubclass(${name}, ${other})`),
    () => shown(`type(${object}).__name__`),
    () => shown(`type(${object}) is ${other}`),
    () => shown(`[c.__name__ for c in ${name}.__mro__]`),
    () => shown(`hasattr(${object}, "${random.of(['p', 'n', 'who', 'zz'])}")`),
    () => shown(`getattr(${object}, "${random.of(['p', 'n', 'tag', 'zz'])}", ${scalar(random)})`),
    // The machine keeps the text of a key that is missing: an object is looked up by `get`.
    () => shown(`{${object}: 1}.get(${another})`),
    () => shown(`len({${object}, ${another}})`),
    () => [
      `o = ${object}`,
      'o.extra = 3',
      ...shown('o.extra'),
      'try:',
      '    del o.extra',
      '    print(hasattr(o, "extra"))',
      'except Exception as e:',
      '    print(type(e).__name__, e)',
    ],
    () => [`o = ${object}`, ...shown('sorted(k for k in vars(o))')],
    () => shown(`${name}.tag`),
    () => [
      'try:',
      `    with ${object} as w:`,
      '        print(w.n)',
      'except Exception as e:',
      '    print(type(e).__name__)',
    ],
    () => shown(`-${object}`),
    () => shown(`callable(${object})`),
    () => shown(`sum([${object}, ${another}])`),
    () => [
      `match ${object}:`,
      `    case ${other}(n=1):`,
      '        print("one")',
      `    case ${other}():`,
      '        print("it is")',
      '    case _:',
      '        print("other")',
    ],
  ])()
}
