import { INTS, ints, scalar, shown } from './pieces.mjs'

/** Enumerations, dataclasses, named tuples, and statements on built-in containers. */
export function data(random) {
  const parts = random.many(1, 3, () =>
    random.of([enumeration, dataclass, containers, scopes])(random),
  )
  return parts.flat()
}

function enumeration(random) {
  const kind = random.of(['Enum', 'IntEnum', 'StrEnum', 'Flag'])
  const values = {
    Enum: ['1', '"b"', '(1, 2)', 'auto()'],
    IntEnum: ['1', '5', 'auto()'],
    StrEnum: ['"x"', '"yy"', 'auto()'],
    Flag: ['1', '2', '4'],
  }[kind]
  const names = ['RED', 'GREEN', 'BLUE']
  const member = `K.${random.of(names)}`
  const taken =
    kind === 'Flag' ? ['auto()', 'auto()', 'auto()'] : names.map(() => random.of(values))
  return [
    `from enum import ${kind}, auto`,
    `class K(${kind}):`,
    ...names.map((name, index) => `    ${name} = ${taken[index]}`),
    '    def shout(self):',
    '        return self.name.upper()',
    ...random
      .many(2, 5, () =>
        random.of([
          () => shown(`repr(${member}), str(${member}), ${member}.name, ${member}.value`),
          () => shown('[m.name for m in K]'),
          () => shown('len(K)'),
          () => shown(`K[${random.of(['"RED"', '"NONE"'])}]`),
          () => shown(`K(${random.of(['1', '"x"', '9'])})`),
          () => shown(`${member} == ${random.of(['1', '"x"', 'K.RED'])}`),
          () => shown(`${member} is K.RED`),
          () => shown(`isinstance(${member}, K)`),
          () => shown(`${member}.shout()`),
          () => shown(`{K.RED: 1}.get(${member})`),
          () => shown(`${member} in K`),
          () => shown(`f"{${member}}"`.replaceAll('"', "'")),
          () => shown(`${member} < K.BLUE`),
          () => shown(`sorted(K, key=lambda m: m.name)`),
        ])(),
      )
      .flat(),
  ]
}

function dataclass(random) {
  const options = random.some(['order=True', 'frozen=True', 'kw_only=True'], 30)
  const isKeyword = options.includes('kw_only=True')
  const make = (a, b) => (isKeyword ? `D(a=${a}, b=${b})` : `D(${a}, ${b})`)
  return [
    'from dataclasses import dataclass, field, asdict, astuple, replace, fields',
    `@dataclass${options.length > 0 ? `(${options.join(', ')})` : ''}`,
    'class D:',
    '    a: int',
    `    b: int = ${random.of(INTS)}`,
    '    c: list = field(default_factory=list)',
    ...(random.chance(30) ? ['    def total(self):', '        return self.a + self.b'] : []),
    ...(random.chance(30) ? ['    def __post_init__(self):', '        print("made", self.a)'] : []),
    ...random
      .many(2, 5, () =>
        random.of([
          () => shown(make(random.of(INTS), 2)),
          () => shown(`${make(1, 2)} == ${make(random.of(INTS), 2)}`),
          () => shown(`${make(1, 2)} < ${make(random.of(INTS), 2)}`),
          () => shown(`asdict(${make(1, 2)})`),
          () => shown(`astuple(${make(1, 2)})`),
          () => shown(`replace(${make(1, 2)}, a=9)`),
          () => shown('[f.name for f in fields(D)]'),
          () => [
            `d = ${make(1, 2)}`,
            'try:',
            '    d.a = 5',
            '    print(d)',
            'except Exception as e:',
            '    print(type(e).__name__, e)',
          ],
          () => shown(`hash(${make(1, 2)}) == hash(${make(1, 2)})`),
          () => shown(`${make(1, 2)}.total()`),
          () => shown(`D()`),
        ])(),
      )
      .flat(),
  ]
}

function containers(random) {
  return [
    `xs = [${random.many(2, 6, () => random.of(INTS)).join(', ')}]`,
    'd = {"a": 1, "b": 2, "c": 3}',
    ...random
      .many(2, 5, () =>
        random.of([
          () => [
            'try:',
            `    del xs[${random.of(['0', '-1', '9', '1:3', '::2'])}]`,
            'except Exception as e:',
            '    print(type(e).__name__, e)',
            'print(xs)',
          ],
          () => [
            'try:',
            `    del d[${random.of(['"a"', '"z"'])}]`,
            'except Exception as e:',
            '    print(type(e).__name__, e)',
            'print(d)',
          ],
          () => shown('max(d, key=d.get)'),
          () => shown(`list(map(str.upper, [${random.of(["'a'", "'b', 'c'"])}]))`),
          () => shown('sorted(xs, key=lambda x: -x)'),
          () =>
            shown(
              `round(${random.of(['2.675', '1.5', '-0.5', '1234.5678'])}${random.of(['', ', 1', ', 2', ', -2'])})`,
            ),
          () => shown(`(${random.of(INTS)}).bit_length()`),
          () => shown(`(${random.of(['1.0', '2.5'])}).is_integer()`),
          () => ['a, *b = xs', 'print(a, b)'],
          () => shown(`[*map(lambda x: x + 1, xs)]`),
          () => shown(`{**d, "z": ${scalar(random)}}`),
          () => shown(`sum(x for x in xs if x)`),
          () => shown(`"a-b".translate(str.maketrans("ab", "xy"))`),
          () => shown(`isinstance(${scalar(random)}, (int, str))`),
          () => shown(`type(${scalar(random)}).__name__`),
          () => ['x = 5', 'del x', ...shown('x')],
          () => shown(`next((x for x in xs if x > ${random.of(INTS)}), None)`),
          () => shown(`list(reversed(xs))`),
          () => shown(`dict(zip(d, ${ints(random)}))`),
        ])(),
      )
      .flat(),
  ]
}

function scopes(random) {
  return [
    'def outer(n):',
    '    count = n',
    '    def inner(step=1):',
    '        nonlocal count',
    '        count += step',
    '        return count',
    `    fs = [lambda k=k: k + count for k in range(${random.below(4)})]`,
    '    inner()',
    '    return inner, fs',
    `inner, fs = outer(${random.of(INTS)})`,
    ...shown('inner(), inner(5), [f() for f in fs]'),
    ...shown('[y := 1, y ** 2], y'),
    ...shown(`[[i * j for j in range(i)] for i in range(${random.below(5)})]`),
    'def kw(a, /, b=2, *rest, c=3, **more):',
    '    return (a, b, rest, c, more)',
    ...shown(`kw(${random.of(['1', '1, 2, 3', '1, c=9', '1, z=4', ''])})`),
  ]
}
