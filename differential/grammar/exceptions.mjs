import { indented, scalar, shown } from './pieces.mjs'

const BASES = [
  'Exception',
  'ValueError',
  'KeyError',
  'RuntimeError',
  'LookupError',
  'TypeError',
  'OSError',
]
const RAISED = [
  'ValueError("v")',
  'KeyError("k")',
  'RuntimeError("r")',
  'TypeError("t")',
  'ZeroDivisionError("z")',
  'IndexError("i")',
]

/** Classes of exceptions, functions that raise them, and handlers. */
export function exceptions(random) {
  const classes = []
  const lines = []
  for (const index of random.many(1, 4, (at) => at)) {
    const name = `E${index}`
    const base = classes.length > 0 && random.chance(60) ? random.of(classes) : random.of(BASES)
    lines.push(`class ${name}(${base}):`, ...indented(classBody(random, name)))
    classes.push(name)
  }
  for (const index of random.many(1, 3, (at) => at)) {
    lines.push(
      `def f${index}(x):`,
      ...indented(block(random, 3, classes, index)),
      `    return ("end", x)`,
    )
    lines.push(...shown(`f${index}(${scalar(random)})`))
  }
  for (const name of classes) {
    lines.push(
      'try:',
      `    raise ${made(random, name)}`,
      'except Exception as e:',
      '    print(repr(e), str(e), e.args, type(e).__name__, isinstance(e, ValueError), isinstance(e, LookupError))',
    )
  }
  lines.push(...shown(`issubclass(${random.of(classes)}, ${random.of([...BASES, ...classes])})`))
  if (random.chance(50)) lines.push(`f0(${scalar(random)})`)
  if (random.chance(30)) lines.push(`raise ${made(random, random.of(classes))}`)
  return lines
}

function classBody(random, name) {
  return random.of([
    () => ['pass'],
    () => [`"""About ${name}."""`],
    () => [
      'def __init__(self, code=1):',
      '    super().__init__(f"code {code}")',
      '    self.code = code',
    ],
    () => ['def __str__(self):', `    return "${name} says " + str(self.args)`],
    () => ['limit = 3', 'def over(self):', '    return self.limit + 1'],
  ])()
}

const made = (random, name) => random.of([name, `${name}()`, `${name}(${scalar(random)})`])

function block(random, depth, classes, level) {
  return random.many(1, 2, () => statement(random, depth, classes, level)).flat()
}

function statement(random, depth, classes, level) {
  const kind = () =>
    random.of([...classes, ...BASES, `(${random.of(classes)}, ${random.of(BASES)})`])
  const simple = [
    () => [`print("s", x)`],
    () => [`raise ${made(random, random.of(classes))}`],
    () => [`raise ${random.of(RAISED)}`],
    () => ['if x:', `    raise ${made(random, random.of(classes))}`],
    () => ['x[0]'],
    () => ['{}["q"]'],
    () => [`return ("early", x)`],
    () => [`assert x, ${random.of(['"no"', 'f"x={x}"', '(x, 1)'])}`],
  ]
  if (level > 0) simple.push(() => [`print(f${random.below(level)}(x))`])
  const nested = [
    () => [
      'try:',
      ...indented(block(random, depth - 1, classes, level)),
      `except ${kind()} as e:`,
      ...indented(handler(random, depth - 1, classes, level)),
    ],
    () => [
      'try:',
      ...indented(block(random, depth - 1, classes, level)),
      `except ${kind()} as e:`,
      ...indented(handler(random, depth - 1, classes, level)),
      `except ${kind()}:`,
      '    print("second")',
      'else:',
      '    print("else")',
    ],
    () => [
      'try:',
      ...indented(block(random, depth - 1, classes, level)),
      'finally:',
      '    print("finally")',
    ],
    () => [
      'try:',
      ...indented(block(random, depth - 1, classes, level)),
      `except ${kind()}:`,
      ...indented(block(random, depth - 1, classes, level)),
      'finally:',
      '    print("finally")',
    ],
    () => [
      'for i in range(2):',
      ...indented([
        'try:',
        ...indented(block(random, depth - 1, classes, level)),
        `except ${kind()}:`,
        `    ${random.of(['continue', 'break', 'pass'])}`,
      ]),
    ],
  ]
  return depth > 0 && random.chance(65) ? random.of(nested)() : random.of(simple)()
}

function handler(random, depth, classes, level) {
  return random.of([
    () => ['print("caught", type(e).__name__, e)'],
    () => ['print(repr(e), e.args)', 'raise'],
    () => [`raise ${made(random, random.of(classes))} from e`],
    () => ['print(type(e) is ValueError, type(e) in (KeyError, TypeError))'],
    () => ['print(e.__cause__ is None)'],
    () => ['saved = e', 'print(saved)'],
    () => ['print(getattr(e, "code", "none"))'],
    () => block(random, depth, classes, level),
  ])()
}
