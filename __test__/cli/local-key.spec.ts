import { expect, test } from 'vitest'
import { Playground } from '../../src/cli/play/playground.js'
import { LocalKey } from '../../src/cli/serve/local-key.js'

const key = new LocalKey()
const { searchParams } = new URL(key.addressAt('http://localhost/'))
const secret = searchParams.get('key')!

test.each([
  ['/', '/'],
  ['/a?x=1', '/a?x=1'],
  ['//evil.com/', '/evil.com/'],
  ['///evil.com', '/evil.com'],
  ['/\\evil.com', '/evil.com'],
  ['//evil.com//x', '/evil.com//x'],
])('who comes by %s stays on this host', (path, location) => {
  const url = `http://localhost:1${path}${path.includes('?') ? '&' : '?'}key=${secret}`
  expect(key.welcome(new Request(url))?.headers.get('location')).toBe(location)
})

test.each([['null'], ['{xx'], ['[]'], ['5'], ['""'], ['{"code": 1}'], ['{}'], ['']])(
  'the playground refuses what is no program: %s',
  async (body) => {
    const playground = new Playground({ tools: {}, modules: {} }, [])
    for (const path of ['run', 'check']) {
      const request = new Request(`http://localhost/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      expect((await playground.handle(request)).status).toBe(400)
    }
  },
)
