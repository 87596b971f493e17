export default {
  about: 'a hundred findings of long types',
  outcomes: ['type'],
  run: ({ execute }) =>
    execute(
      Array.from(
        { length: 3_000 },
        (_, i) => `a${i}: dict[str, list[tuple[int, ...]]] = ${i}`,
      ).join('\n'),
    ),
}
