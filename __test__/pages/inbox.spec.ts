import { MemoryStore, MontyRuntime, tool } from 'monty-node'
import { approvalInbox, type InboxOptions } from 'monty-node/inbox'
import { afterEach, describe, expect, it } from 'vitest'

const origin = 'https://app.test'
const open: MontyRuntime[] = []
afterEach(async () => {
  for (const runtime of open.splice(0)) await runtime.close()
})

/** An inbox with one run that waits, and a browser that is signed in as somebody. */
async function begin(
  code: string,
  options: Partial<InboxOptions> = {},
  inputs: Record<string, unknown> = {},
) {
  const store = new MemoryStore()
  const paid: unknown[] = []
  const tools = {
    balance: tool({ input: { type: 'object' }, execute: () => 900 }),
    pay: tool({
      description: 'Pays somebody.',
      input: {
        type: 'object',
        properties: {
          to: { type: 'string', description: 'Who gets it.' },
          cents: { type: 'integer' },
          urgent: { type: 'boolean' },
          tags: { type: 'array', items: { type: 'string' } },
          by: { enum: ['card', 'cash'] },
        },
        required: ['to', 'cents'],
      },
      needsApproval: true,
      execute: (input) => {
        paid.push(input)
        return `paid ${String((input as { cents?: unknown }).cents)}`
      },
    }),
  }
  const runtime = new MontyRuntime({
    tools,
    isolation: 'none',
    typeCheck: false,
    snapshots: { store, key: 'a secret of at least 16 bytes' },
  })
  open.push(runtime)
  const handle = approvalInbox(
    { bank: runtime },
    {
      authenticate: (request) => {
        const id = request.headers.get('authorization')
        return id === null ? undefined : { id, name: id.toUpperCase() }
      },
      authorize: () => true,
      path: '/approvals',
      store,
      ...options,
    },
  )
  const paused = await runtime.execute(code, { inputs }).outcome
  const get = async (path: string, id: string | null = 'ada'): Promise<Response> =>
    handle(new Request(origin + path, id === null ? {} : { headers: { authorization: id } }))
  const page = async (path: string, id = 'ada'): Promise<string> => (await get(path, id)).text()
  const runPath = async (): Promise<string> =>
    /href="(\/approvals\/runs\/[^"]*)"/.exec(await page('/approvals/'))![1]!
  const post = async (
    path: string,
    fields: Record<string, string>,
    { id = 'ada', headers = {} }: { id?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> => {
    const body = new URLSearchParams(fields)
    return handle(
      new Request(origin + path, {
        method: 'POST',
        body,
        headers: { authorization: id, ...headers },
      }),
    )
  }
  /** What a browser would send of the form, with changes. */
  const send = async (
    changes: Record<string, string>,
    more: Parameters<typeof post>[2] = {},
  ): Promise<Response> => {
    const path = await runPath()
    return post(path, { ...fieldsIn(await page(path, more.id)), ...changes }, more)
  }
  return { runtime, store, paid, paused, get, page, runPath, post, send }
}

/** The hidden fields and texts of a page's form. */
function fieldsIn(page: string): Record<string, string> {
  const decode = (text: string): string =>
    text
      .replaceAll('&#34;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
  const fields: Record<string, string> = {}
  for (const [, name, value] of page.matchAll(
    /<input\s[^>]*?name="([^"]*)"[^>]*?value="([^"]*)"/g,
  )) {
    if (!name!.startsWith('action-')) fields[name!] = decode(value!)
  }
  for (const [, name, text] of page.matchAll(
    /<textarea[^>]*?name="([^"]*)"[^>]*>([^]*?)<\/textarea/g,
  )) {
    fields[name!] = decode(text!.replace(/^\n/, '')).replaceAll('\n', '\r\n')
  }
  return fields
}

const PAY = 'have = await balance()\nprint("asking")\nawait pay("Ada", cents=have // 2)'
const outcomeOf = (page: string): string => /role="status">\s*([^<]*)</.exec(page)![1]!

describe('an inbox', () => {
  it('lists what waits, and shows a run with its program, what it did, and a form', async () => {
    const { page, runPath } = await begin(PAY)
    const list = await page('/approvals/')
    expect(list).toMatch(/<b>pay<\/b>[^]*&#34;cents&#34;:450[^]*bank[^]*in 7 days/)
    const run = await page(await runPath())
    expect(run).toMatch(/class="row here" id="L3"/)
    expect(run).toMatch(/Calls before[^]*<b>balance<\/b>[^]*Output before[^]*asking/)
    expect(run).toMatch(/<b>to<\/b>[^]*Who gets it\.[^]*name="argument-1-1"[^>]*value="450"/)
    expect(run).toMatch(/<select[^]*<option>card<\/option>/)
  })

  it('approves, and the trail has who did', async () => {
    const { send, page, paid } = await begin(PAY)
    const done = await send({ 'action-1': 'approve' })
    expect(done.status).toBe(200)
    expect(outcomeOf(await done.text())).toBe('The run went on, and ended well.')
    expect(paid).toEqual([{ to: 'Ada', cents: 450 }])
    expect(await page('/approvals/')).toContain('Nothing waits for a decision.')
    expect(await page('/approvals/audit')).toMatch(/ADA[^]*approved<\/b>\s*pay[^]*ended well/)
  })

  it('approves with other arguments, as the schema has them', async () => {
    const { send, page, paid } = await begin(PAY)
    const changes = {
      'argument-1-1': '99',
      'argument-1-2': 'true',
      'argument-1-3': '["a"]',
      'argument-1-4': 'cash',
    }
    const wrong = await send({ 'action-1': 'change', ...changes, 'argument-1-1': 'much' })
    expect(wrong.status).toBe(422)
    // What was typed is there again, to be seen.
    expect(await wrong.text()).toMatch(
      /pay: cents must be a whole number[^]*<details data-for="change" open>[^]*value="much"/,
    )
    const refused = await send({ 'action-1': 'change', ...changes, 'argument-1-3': '[1]' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('call 1 cannot be made with these arguments')
    expect((await send({ 'action-1': 'change', ...changes })).status).toBe(200)
    expect(paid).toEqual([{ to: 'Ada', cents: 99, urgent: true, tags: ['a'], by: 'cash' }])
    expect(await page('/approvals/audit')).toMatch(
      /changed: cents, urgent, tags, by[^]*not carried out/,
    )
  })

  it('leaves what it cannot show as it is', async () => {
    const { send, paid } = await begin('await pay(to, 1)', {}, { to: 'a\u202Eb\r\n\u0000' })
    await send({ 'action-0': 'change', 'argument-0-1': '2' })
    expect(paid).toEqual([{ to: 'a\u202Eb\r\n\u0000', cents: 2 }])
  })

  it('refuses with a message, and answers by hand', async () => {
    const refusing = await begin(
      'try:\n    await pay("Ada", 1)\nexcept PermissionError as e:\n    print(e)\n    raise',
    )
    const refused = await refusing.send({ 'action-0': 'deny', 'message-0': 'too dear' })
    expect(outcomeOf(await refused.text())).toBe(
      'The run went on, and ended: error, PermissionError.',
    )
    expect(await refusing.page('/approvals/audit')).toContain('“too dear”')
    const answering = await begin('x = await pay("Ada", 1)\nassert x == {"paid": True}')
    const nonsense = await answering.send({ 'action-0': 'answer', 'answer-0': '{' })
    expect(await nonsense.text()).toContain('the answer to pay must be JSON')
    const answered = await answering.send({ 'action-0': 'answer', 'answer-0': '{"paid": true}' })
    expect(outcomeOf(await answered.text())).toBe('The run went on, and ended well.')
    expect(answering.paid).toEqual([])
  })

  it('decides about several at once, and about some of them', async () => {
    const code = 'import asyncio\nawait asyncio.gather(pay("a", 1), pay("b", 2), pay("c", 3))'
    const { send, paid } = await begin(code)
    const some = await send({ 'action-0': 'approve' })
    expect(outcomeOf(await some.text())).toBe('The run went on, and waits again, for pay, pay.')
    expect((await send({ all: 'approve' })).status).toBe(200)
    expect(paid).toHaveLength(3)
  })
})

describe('who may do what', () => {
  it('shows nothing to nobody', async () => {
    const { get, runPath } = await begin(PAY)
    expect((await get('/approvals/', null)).status).toBe(401)
    expect((await get(await runPath(), null)).status).toBe(401)
    expect((await get('/elsewhere')).status).toBe(404)
  })

  it('lists what somebody may see, and heeds what they may decide', async () => {
    const authorize: InboxOptions['authorize'] = ({ id }, { action, call }) =>
      call.name === 'pay' && (id === 'ada' || (id === 'eve' && action === 'see'))
    const { page, runPath, send, paid } = await begin(PAY, { authorize })
    expect(await page('/approvals/', 'bob')).toContain('Nothing waits')
    const path = await runPath()
    expect(await page(path, 'bob')).toContain('Nothing of this run waits for you')
    expect(await page(path, 'eve')).toContain('Somebody else decides about it.')
    expect((await send({ 'action-1': 'approve' }, { id: 'eve' })).status).toBe(422)
    expect((await send({ all: 'approve' }, { id: 'eve' })).status).toBe(422)
    expect(paid).toEqual([])
  })

  it('takes forms of its own only', async () => {
    const { send, page, runPath, post, paid } = await begin(PAY)
    const decision = { 'action-1': 'approve' }
    expect((await send({ ...decision, token: '' })).status).toBe(403)
    expect((await send(decision, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    const path = await runPath()
    const ofEve = fieldsIn(await page(path, 'eve'))
    expect((await post(path, { ...ofEve, ...decision })).status).toBe(403)
    const { token } = fieldsIn(await page(path))
    const old = token!.replace(/^\d+/, (hour) => String(Number(hour) - 25))
    expect((await send({ ...decision, token: old })).status).toBe(403)
    const asText = { headers: { 'content-type': 'text/plain' } }
    expect((await send(decision, asText)).status).toBe(413)
    expect(paid).toEqual([])
  })

  it('carries out the first of several decisions, and tells the others', async () => {
    const { page, runPath, post, paid } = await begin(PAY)
    const path = await runPath()
    const form = fieldsIn(await page(path))
    const actions = ['approve', 'deny', 'approve', 'deny']
    const answers = await Promise.all(
      actions.map((action) => post(path, { ...form, 'action-1': action })),
    )
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
    expect(statuses[0]).toBe(200)
    expect(statuses.slice(1).every((status) => status === 409 || status === 404)).toBe(true)
    expect(statuses).toContain(409)
    const lost = answers.find(({ status }) => status === 409)!
    expect(await lost.text()).toContain('Somebody decided about this meanwhile.')
    const won = actions[answers.findIndex(({ status }) => status === 200)]
    expect(paid).toHaveLength(won === 'approve' ? 1 : 0)
    const audit = await page('/approvals/audit')
    expect(audit).not.toContain('MontySnapshotError')
    expect(audit.match(/went on, and ended/g)).toHaveLength(1)
    expect(audit).toContain('not carried out: Somebody decided about this meanwhile.')
  })

  it('names each control of a form once', async () => {
    const { page, runPath } = await begin(PAY)
    const ids = [...(await page(await runPath())).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('decides about what was shown, and about nothing that came after', async () => {
    const { send, paid } = await begin('await pay("Ada", 1)\nawait pay("Eve", 1_000_000)')
    const [first, second] = await Promise.all([
      send({ 'action-0': 'approve' }),
      send({ 'action-0': 'approve' }),
    ])
    expect([first.status, second.status].toSorted((a, b) => a - b)[0]).toBe(200)
    expect(paid).toHaveLength(1)
    expect((await send({ 'action-1': 'approve', state: 'of-before' })).status).toBe(409)
    expect(paid).toHaveLength(1)
  })
})

describe('hostile values', () => {
  it('are shown, and nothing else', async () => {
    const text = `</textarea><script>alert(1)</script>"' onx='\u202E${'y'.repeat(1_000_000)}`
    const code = 'print(t)\nawait pay(t, 1)\n# </pre><img src=x>'
    const { page, runPath, get } = await begin(code, {}, { t: text })
    for (const shown of [await page('/approvals/'), await page(await runPath())]) {
      const bare = shown.replace(/<style>[^]*?<\/style>/, '').replace(/<script>[^]*?<\/script>/, '')
      expect(bare).not.toMatch(/<(?:script|img)/)
      expect(bare).not.toContain('\u202E')
      expect(bare.match(/<\/textarea/g)?.length).toBe(bare.match(/<textarea/g)?.length)
    }
    const { headers } = await get('/approvals/')
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'$/,
    )
    expect(headers.get('cache-control')).toBe('no-store')
  })
})

it('refuses options that make no sense', async () => {
  const runtime = new MontyRuntime({ isolation: 'none' })
  open.push(runtime)
  const options = { authenticate: () => undefined, authorize: () => true }
  expect(() => approvalInbox(runtime, { ...options, authorize: undefined as never })).toThrow(
    'approvalInbox needs authorize, a function',
  )
  expect(() => approvalInbox({ a: 1 as never }, options)).toThrow('runtimes.a is no MontyRuntime')
  expect(() => approvalInbox(runtime, { ...options, path: 'a' })).toThrow('path must begin with')
  expect(() => approvalInbox(runtime, { ...options, secret: 'short' })).toThrow('at least 16')
})
