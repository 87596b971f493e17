export default {
  about: 'nine hundred exceptions, each the cause of the next',
  outcomes: ['error', 'recursion', 'memory'],
  run: ({ execute }) =>
    execute(
      'e = None\nfor i in range(900):\n    try:\n        raise ValueError("x" * 50_000) from e\n    except ValueError as caught:\n        e = caught\nraise e',
      { typeCheck: false },
    ),
}
