import { describe, expect, it } from 'vitest'
import { type Api, sideBySide } from './both.js'

type Complete = InstanceType<Api['MontyComplete']>

describe('repr() is the same in both packages', () => {
  it.each([
    'None',
    'True',
    '1',
    '10**40',
    '1.5',
    '2.0',
    '-0.0',
    '1e300',
    '1e-7',
    '"a\\n\\"b\\u0001"',
    'b"x"',
    '[1, 2.0]',
    '{"a": (1,)}',
    '{1}',
    '...',
    'ValueError("x")',
    'ValueError()',
    'int',
    'ValueError',
    'len',
    'range(3)',
    'import pathlib\npathlib.Path("/a")',
    'import datetime\ndatetime.date(2024, 1, 2)',
    'import datetime\ndatetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)',
    'import datetime\ndatetime.timedelta(1)',
    'import datetime\ndatetime.timezone(datetime.timedelta(hours=1), "A")',
  ])('for a run that ended with %s', (code) => {
    const { theirs, ours } = sideBySide(({ Monty }) => (new Monty(code).start() as Complete).repr())
    expect(ours).toBe(theirs)
  })
})
