import { INTS, ints, shown } from './pieces.mjs'

const HELPERS = [
  'def note(x):',
  '    print("note", x)',
  '    return x',
  'def odd(x):',
  '    print("odd", x)',
  '    return x % 2',
]

const source = (random) =>
  random.of([
    () => `map(note, ${ints(random)})`,
    () => `filter(odd, ${ints(random)})`,
    () => `zip(${ints(random)}, map(note, ${ints(random)}))`,
    () => `enumerate(map(note, ${ints(random)}), ${random.of(INTS)})`,
    () => `(note(x) for x in ${ints(random)})`,
    () => `(note(x) * 2 for x in ${ints(random)} if odd(x))`,
    () => `((x, y) for x in ${ints(random)} for y in ${ints(random)})`,
    () => `reversed(list(${ints(random)}))`,
    () => `iter(${ints(random)})`,
    () => `map(lambda a, b: a + b, ${ints(random)}, ${ints(random)})`,
  ])()

/** Iterators that do their work when they are asked, and only once. */
export function lazy(random) {
  const lines = [...HELPERS]
  for (const _ of random.many(2, 4, () => 0)) {
    lines.push(`it = ${source(random)}`, 'print("made")')
    for (const step of random.many(1, 4, () => 0)) lines.push(...use(random, step))
  }
  return lines
}

function use(random) {
  return random.of([
    () => shown('next(it)'),
    () => shown('next(it, "over")'),
    () => shown('list(it)'),
    () => shown('any(it)'),
    () => shown('all(it)'),
    () => shown(`${random.of(INTS)} in it`),
    () => ['for x in it:', '    print("x", x)', '    break'],
    () => ['first = next(it, None)', 'rest = list(it)', 'print(first, rest)'],
    () => shown('tuple(it)'),
    () => shown('sorted(it, key=str)'),
    () => shown('it is iter(it)'),
    () => shown('type(it).__name__'),
    () => shown('len(it)'),
    () => shown('it[0]'),
    () => shown('max(it, default="none", key=str)'),
  ])()
}
