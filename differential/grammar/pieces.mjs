/** Lines, one level deeper. */
export const indented = (lines) => lines.map((line) => `    ${line}`)

/** Shows an expression, or the exception that it ends in. */
export const shown = (expression) => [
  'try:',
  `    print(${expression})`,
  'except Exception as e:',
  '    print(type(e).__name__, e)',
]

export const INTS = ['0', '1', '2', '3', '-1', '7', '10']
export const TEXTS = ["''", "'a'", "'bc'", "'x y'"]
export const scalar = (random) =>
  random.of([...INTS, ...TEXTS, 'None', 'True', 'False', '1.5', '2.0'])

/** A list, tuple or range of ints. */
export const ints = (random) =>
  random.of([
    `[${random.many(0, 4, () => random.of(INTS)).join(', ')}]`,
    `(${random.many(1, 3, () => random.of(INTS)).join(', ')},)`,
    `range(${random.below(5)})`,
  ])
