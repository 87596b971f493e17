import { indented, INTS, ints, shown } from './pieces.mjs'

/** The statements of a generator's body. */
function body(random, depth, names) {
  return random.many(1, 3, () => statement(random, depth, names)).flat()
}

function statement(random, depth, names) {
  const simple = [
    () => [`yield ${value(random)}`],
    () => [`got = yield ${value(random)}`, 'print("got", got)'],
    () => [`yield from ${ints(random)}`],
    () => [`n += ${random.of(INTS)}`],
    () => ['print("at", n)'],
    () => [`total = [x * 2 for x in ${ints(random)}]`, 'yield total'],
    () => [`yield (yield n)`],
  ]
  if (names.length > 0) {
    simple.push(
      () => [`r = yield from ${random.of(names)}(n)`, 'print("r", r)'],
      () => [`yield list(${random.of(names)}(${random.of(INTS)}))`],
    )
  }
  const nested = [
    () => [`for i in ${ints(random)}:`, ...indented([`n += i`, ...body(random, depth - 1, names)])],
    () => [
      `if n % 2 == ${random.below(2)}:`,
      ...indented(body(random, depth - 1, names)),
      'else:',
      ...indented(body(random, depth - 1, names)),
    ],
    () => [
      'k = 0',
      'while k < 3:',
      ...indented([
        'k += 1',
        ...(random.chance(30) ? ['if k == 2:', '    continue'] : []),
        ...body(random, depth - 1, names),
      ]),
    ],
    () => [
      'try:',
      ...indented(body(random, depth - 1, names)),
      `except ${random.of(['ValueError', 'KeyError', 'Exception', '(ValueError, TypeError)'])} as e:`,
      ...indented(['print("caught", type(e).__name__, e)', ...body(random, depth - 1, names)]),
    ],
    () => [
      'try:',
      ...indented(body(random, depth - 1, names)),
      'finally:',
      '    print("finally", n)',
    ],
    () => [`with Step(n):`, ...indented(body(random, depth - 1, names))],
  ]
  const leaving = [
    () => [`return ${value(random)}`],
    () => [`raise ValueError(n)`],
    () => ['raise KeyError("k")'],
  ]
  const roll = random.below(100)
  if (depth > 0 && roll < 40) return random.of(nested)()
  if (roll < 47) return [`if n > ${random.of(INTS)}:`, ...indented(random.of(leaving)())]
  return random.of(simple)()
}

const value = (random) =>
  random.of(['n', 'n * 2', 'n + 1', '(n, 1)', 'str(n)', '[n]', 'None', '"v"'])

const CONTEXT = [
  'class Step:',
  '    def __init__(self, n):',
  '        self.n = n',
  '    def __enter__(self):',
  '        print("enter", self.n)',
  '        return self',
  '    def __exit__(self, kind, error, traceback):',
  '        print("exit", self.n, kind is None)',
  '        return False',
]

/** Generator functions, and what is done with them. */
export function generators(random) {
  const names = []
  const lines = [...CONTEXT]
  for (const index of random.many(1, 3, (at) => at)) {
    const name = `g${index}`
    lines.push(`def ${name}(n):`, ...indented([...body(random, 2, [...names]), 'yield n']))
    names.push(name)
  }
  for (const _ of random.many(2, 5, () => 0)) lines.push(...use(random, names))
  // Whatever it raises ends the program, with a traceback.
  if (random.chance(50))
    lines.push(`for x in ${random.of(names)}(${random.of(INTS)}):`, '    print(x)')
  return lines
}

function use(random, names) {
  const call = `${random.of(names)}(${random.of(INTS)})`
  return random.of([
    () => shown(`list(${call})`),
    () => [
      'it = ' + call,
      ...random.many(1, 4, () => shown('next(it)')).flat(),
      ...shown('list(it)'),
    ],
    () => [
      'it = ' + call,
      ...shown('next(it)'),
      ...shown(`it.send(${random.of(INTS)})`),
      ...shown('list(it)'),
    ],
    () => [
      'it = ' + call,
      ...shown('next(it)'),
      ...shown('it.throw(ValueError("thrown"))'),
      ...shown('next(it, "over")'),
    ],
    () => [
      'it = ' + call,
      ...shown('next(it)'),
      ...shown('it.close()'),
      ...shown('next(it, "over")'),
    ],
    () => [
      'try:',
      `    for x in ${call}:`,
      '        print(x)',
      '        if x == 2:',
      '            break',
      '    else:',
      '        print("else")',
      'except Exception as e:',
      '    print(type(e).__name__, e)',
    ],
    () => shown(`sum(1 for x in ${call})`),
    () => shown(`[x for x in ${call} if x]`),
    () => shown(`dict(enumerate(${call}))`),
    () => shown(`list(zip(${call}, ${ints(random)}))`),
    () => shown(`any(${call})`),
    () => shown(`${random.of(INTS)} in ${call}`),
    () => [
      'try:',
      `    a, *b = ${call}`,
      '    print(a, b)',
      'except Exception as e:',
      '    print(type(e).__name__, e)',
    ],
    () => shown(`"-".join(str(x) for x in ${call})`),
  ])()
}
