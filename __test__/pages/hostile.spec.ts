import { describe, expect, test } from 'vitest'
import { MemoryStore, MontyRuntime, type RunEvent, tool } from 'monty-node'
import { approvalInbox } from 'monty-node/inbox'
import { runReport } from 'monty-node/report'

const PAYLOAD = `"'><img src=x onerror=alert(1)></script><script>alert(2)</script>`
const isClean = (page: string): boolean => !/<img|<script>alert/.test(page)

/** What happens in a run whose names and values all carry HTML. */
async function eventsOf(code: string): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  const echo = tool({
    description: PAYLOAD,
    input: { type: 'object', properties: { a: {} } },
    execute: ({ a }) => ({ [PAYLOAD]: a }),
  })
  await using runtime = new MontyRuntime({
    isolation: 'none',
    typeCheck: false,
    tools: { echo },
    extensions: [{ name: 'listener', onEvent: (event) => void events.push(event) }],
  })
  await runtime.execute(code).outcome
  return events
}

/** The same events with HTML in the place of one of their parts. */
function poisoned(value: unknown, target: number, at = { place: 0 }): unknown {
  if (typeof value !== 'object' || value === null) {
    return at.place++ === target ? PAYLOAD : value
  }
  if (Array.isArray(value)) return value.map((one) => poisoned(one, target, at))
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, poisoned(one, target, at)]),
  )
}

/** Events that are none are refused. */
function reportOrRefusal(events: RunEvent[]): string {
  try {
    return runReport(events)
  } catch (error) {
    if (error instanceof TypeError) return ''
    throw error
  }
}

/** Whether something takes no longer than nobody would notice, on a busy machine too. */
function quickly<T>(make: () => T): T {
  const before = process.cpuUsage()
  const made = make()
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(400)
  return made
}

describe('a report', () => {
  test('escapes all that a program says', async () => {
    const text = JSON.stringify(PAYLOAD)
    const code = `# ${PAYLOAD}\nprint(${text})\nawait echo(${text})\nraise ValueError(${text})`
    const page = runReport(await eventsOf(code))
    expect(page).toContain('&lt;img')
    expect(isClean(page)).toBe(true)
  })

  test('escapes what a forged recording has in any place, times included', async () => {
    const events = await eventsOf('print(1)\nawait echo(1)')
    const counted = { place: 0 }
    poisoned(events, -1, counted)
    expect(counted.place).toBeGreaterThan(30)
    for (let place = 0; place < counted.place; place++) {
      const page = reportOrRefusal(poisoned(events, place) as RunEvent[])
      expect(isClean(page), String(place)).toBe(true)
    }
  })

  test.each([
    ['an int of millions of bits', '1 << 8_000_000'],
    ['a text of megabytes', '"x" * 20_000_000'],
    ['many of them', '[1 << 4_000_000] * 40'],
    ['a dict with long keys', '{"k" * 10_000_000: 1}'],
  ])('takes no longer for %s', async (_, code) => {
    const events = await eventsOf(code)
    expect(quickly(() => runReport(events)).length).toBeLessThan(100_000)
  })
})

describe('an inbox', () => {
  test.each([
    ['an int of millions of bits', '1 << 8_000_000'],
    ['a text of megabytes', '"<" * 8_000_000'],
    ['a long list', 'list(range(100_000))'],
    ['a list of long ints', '[1 << 4_000_000] * 10'],
  ])('shows the beginning of %s, and approves it as it is', async (_, value) => {
    const store = new MemoryStore()
    const paid: unknown[] = []
    const pay = tool({
      input: { type: 'object', properties: { a: {} } },
      needsApproval: true,
      execute: ({ a }) => paid.push(a),
    })
    await using runtime = new MontyRuntime({
      isolation: 'none',
      typeCheck: false,
      tools: { pay },
      snapshots: { store, key: 'a secret of at least 16 bytes' },
    })
    const handle = approvalInbox(runtime, {
      authenticate: () => ({ id: 'ada' }),
      authorize: () => true,
      store,
    })
    const { runId } = await runtime.execute(`v = ${value}\nawait pay(a=v)\nstr(type(v))`).outcome
    const list = await (await handle(new Request('http://host/'))).text()
    const path = /href="(\/runs\/[^"]+)"/.exec(list)?.[1]
    expect(path).toContain(runId)
    const page = await (await handle(new Request(`http://host${path}`))).text()
    expect(page.length).toBeLessThan(200_000)
    const field = (name: string): string =>
      new RegExp(`name="${name}" value="([^"]+)"`).exec(page)![1]!
    const form = new URLSearchParams({
      token: field('token'),
      state: field('state'),
      all: 'approve',
    })
    await handle(new Request(`http://host${path}`, { method: 'POST', body: form }))
    expect(paid).toHaveLength(1)
  })
})
