export default {
  about: 'output that changes between stdout and stderr all the time, of a run that is recorded',
  outcomes: ['ok'],
  run: ({ execute }) =>
    execute(
      'import sys\nfor i in range(70_000):\n    print(1)\n    print(2, file=sys.stderr)',
      {},
      { record: true },
    ),
}
