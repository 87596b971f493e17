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

const cookie = key
  .welcome(new Request(`http://localhost:1/?key=${secret}`))!
  .headers.get('set-cookie')!
  .split(';')[0]!

const at = (url: string, method: string, headers: Record<string, string>): boolean =>
  key.opens(new Request(url, { method, headers: { cookie, ...headers } }))

test('pages of other servers of this machine do nothing, though browsers send the cookie along', () => {
  const here = 'http://localhost:1/run'
  expect(at(here, 'POST', {})).toBe(true)
  expect(at(here, 'POST', { origin: 'http://localhost:1' })).toBe(true)
  expect(at(here, 'POST', { origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(true)
  expect(at(here, 'POST', { origin: 'http://localhost:2' })).toBe(false)
  expect(at(here, 'GET', { origin: 'http://localhost:2' })).toBe(false)
  expect(at(here, 'POST', { origin: 'null', 'sec-fetch-site': 'same-site' })).toBe(false)
  expect(at(here, 'POST', { 'sec-fetch-site': 'cross-site' })).toBe(false)
  // A link there from elsewhere is followed.
  expect(at(here, 'GET', { 'sec-fetch-site': 'same-site' })).toBe(true)
  expect(at('http://evil.test:1/run', 'GET', {})).toBe(false)
})

test('two servers of one machine, at two ports, do not take the place of each other', () => {
  const other = new LocalKey()
  const { search } = new URL(other.addressAt('http://localhost:2/'))
  const second = other.welcome(new Request(`http://localhost:2/${search}`))!
  const both = `${cookie}; ${second.headers.get('set-cookie')!.split(';')[0]}`
  const headers = { cookie: both }
  expect(key.opens(new Request('http://localhost:1/', { headers }))).toBe(true)
  expect(other.opens(new Request('http://localhost:2/', { headers }))).toBe(true)
  expect(other.opens(new Request('http://localhost:1/', { headers }))).toBe(false)
})

test('the playground reads no body that is longer than a program', async () => {
  const playground = new Playground({ tools: {}, modules: {} }, [])
  let read = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      read += 65_536
      if (read > 50_000_000) controller.close()
      else controller.enqueue(new Uint8Array(65_536).fill(32))
    },
  })
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    duplex: 'half',
  }
  const request = new Request('http://localhost/run', init as RequestInit)
  expect((await playground.handle(request)).status).toBe(413)
  expect(read).toBeLessThan(2_000_000)
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
