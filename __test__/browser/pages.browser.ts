import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { MemoryStore, MontyRuntime, type RunEvent, tool } from 'monty-node'
import { approvalInbox } from 'monty-node/inbox'
import { runReport } from 'monty-node/report'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Project } from '../cli/project.js'
import {
  chromiumPath,
  launch,
  open,
  overhang,
  picture,
  pictures,
  VIEWS,
  violations,
} from './browser.js'

const WEATHER = `import asyncio

cities = [f"city-{n}" for n in range(32)]


async def high(city):
    try:
        return city, max(await forecast(city))
    except Exception as error:
        print("no forecast:", error)
        return city, None


highs = await asyncio.gather(*(high(city) for city in cities))
await pay("Ada", cents=3)
dict(highs)`

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</textarea><script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  "'-alert(1)-'",
  'javascript:alert(1)',
  '\u202Egnirts\u202C',
  '\u0000\u001B[31m\u009B',
  '{{7*7}}${7*7}<%= 7*7 %>',
  '&#x3C;script&#x3E;alert(1)&#x3C;/script&#x3E;',
]
/** Fifty of them: each as it is, in markup, very long, and in other places of a text. */
const HOSTILE_VALUES = HOSTILE.flatMap((text) => [
  text,
  `<b>${text}</b>`,
  `${text}${'y'.repeat(1_000_000)}`,
  `a\n${text}\r\nb`,
  `${text}${text}${text}`,
])

const store = new MemoryStore()
const forecast = tool({
  input: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  execute: async ({ city }) => {
    const n = Number(city.slice(5))
    await sleep(10 + ((n * 37) % 100) + (n === 17 ? 300 : 0))
    if (n === 9) throw new Error('no station')
    return [n, n + 1]
  },
})
const pay = tool({
  description: 'Pays somebody.',
  input: {
    type: 'object',
    properties: { to: { type: 'string' }, cents: { type: 'integer' } },
    required: ['to'],
  },
  needsApproval: true,
  execute: () => 'paid',
})
const runtime = new MontyRuntime({
  tools: { forecast, pay },
  isolation: 'none',
  typeCheck: false,
  snapshots: { store, key: 'a secret of at least 16 bytes' },
})

let browser: Browser
let server: Server
let address: string
beforeAll(async () => {
  if (chromiumPath === undefined) return
  await Project.build()
  browser = await launch()
  const handle = approvalInbox(runtime, {
    authenticate: () => ({ id: 'ada' }),
    authorize: () => true,
    store,
  })
  server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', headers, url } = incoming
    const body = method === 'POST' ? { body: new Uint8Array(await buffer(incoming)) } : {}
    const given = Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ])
    const response = await handle(
      new Request(`http://localhost${url}`, { method, headers: given, ...body }),
    )
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    outgoing.end(await response.text())
  })
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening))
  address = `http://localhost:${(server.address() as AddressInfo).port}/`
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  await runtime.close()
})

const eventsOf = async (
  code: string,
  inputs: Record<string, unknown> = {},
): Promise<RunEvent[]> => {
  const events: RunEvent[] = []
  for await (const event of runtime.execute(code, { inputs }).events) events.push(event)
  return events
}

// Where no browser is, such as in a fresh container, there is nothing to see.
describe.skipIf(chromiumPath === undefined)('in a browser', () => {
  it.each(VIEWS)('the report of a paused run, at $width in $colorScheme', async (view) => {
    const file = join(pictures, 'report.html')
    writeFileSync(file, runReport(await eventsOf(WEATHER), { title: 'Weather of 32 cities' }))
    const { page, complaints, requests } = await open(browser, view)
    await page.goto(`file://${file}`)
    await picture(page, `report-${view.width}-${view.colorScheme}`)
    expect(await overhang(page)).toBe(0)
    expect(await page.locator('#L8 .notes').innerText()).toContain('32 calls')
    expect(await page.locator('#L15 .notes').innerText()).toContain('waits for a decision')
    await page.fill('#find', 'city-17')
    expect(await page.locator('li.call:visible').count()).toBe(2)
    expect(await page.innerText('#found')).toBe('1 of 32 calls')
    await page.locator('li.call:visible .name').last().click()
    expect(await page.locator('details.one[open]').innerText()).toContain('"city-17"')
    expect([complaints, requests]).toEqual([[], [`file://${file}`]])
    const other = await open(browser, view, { bypassCSP: true })
    await other.page.goto(`file://${file}`)
    expect(await violations(other.page)).toEqual([])
    await Promise.all([page.context().close(), other.page.context().close()])
  })

  it('the report without scripts', async () => {
    const file = join(pictures, 'plain.html')
    writeFileSync(file, runReport(await eventsOf('await forecast("city-3")')))
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`file://${file}`)
    expect(await page.locator('#L1 .notes').innerText()).toContain('forecast')
    await page.locator('details.one summary').first().click()
    expect(await page.locator('details.one dd').first().innerText()).toContain('"city-3"')
    await context.close()
  })

  it.each(VIEWS)('the inbox, at $width in $colorScheme', async (view) => {
    await eventsOf('await pay("Ada", cents=3)\n"done"')
    const { page, complaints } = await open(browser, view)
    await page.goto(address)
    await picture(page, `inbox-${view.width}-${view.colorScheme}`)
    await page.locator('tr', { hasText: '"cents":3' }).last().locator('a.open').click()
    await page.locator('summary').first().click()
    await page.locator('input[inputmode]').first().fill('5')
    expect(await page.locator('input[value=change]').first().isChecked()).toBe(true)
    await picture(page, `inbox-run-${view.width}-${view.colorScheme}`)
    const other = await open(browser, view, { bypassCSP: true })
    for (const url of [address, page.url(), `${address}audit`]) {
      await other.page.goto(url)
      expect(await overhang(other.page), url).toBe(0)
      expect(await violations(other.page)).toEqual([])
    }
    // Decided by keys alone.
    await page.locator('input[type=radio]').first().focus()
    await page.keyboard.press('a')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('text=The run went on')
    expect(complaints.filter((text) => !text.includes('favicon') && !text.includes('404'))).toEqual(
      [],
    )
    await Promise.all([page.context().close(), other.page.context().close()])
  })

  it('shows fifty hostile values, which do nothing', async () => {
    const { page, complaints } = await open(browser, { width: 1_280, colorScheme: 'light' })
    const code = HOSTILE_VALUES.map((_, index) => `await pay(values[${index}], cents=1)`)
    const file = join(pictures, 'hostile.html')
    const gather = `import asyncio\nfor value in values: print(value[:100])\nawait asyncio.gather(${code.map((one) => one.slice(6)).join(', ')})`
    writeFileSync(
      file,
      runReport(await eventsOf(gather, { values: HOSTILE_VALUES }), { title: HOSTILE[0]! }),
    )
    for (const { width } of VIEWS) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto(`file://${file}`)
      expect(await overhang(page)).toBe(0)
    }
    await page.goto(address)
    await page.locator('a.open').last().click()
    await page.waitForSelector('button.main')
    expect(await page.locator('fieldset').count()).toBe(50)
    expect(await page.locator('fieldset img, fieldset svg, fieldset script').count()).toBe(0)
    await page.setViewportSize({ width: 390, height: 900 })
    expect(await overhang(page)).toBe(0)
    await sleep(200)
    expect(complaints.filter((text) => !text.includes('favicon') && !text.includes('404'))).toEqual(
      [],
    )
    await page.context().close()
  })

  it('the playground shows hostile values, which do nothing', async () => {
    using project = new Project({
      'tools.mjs': `
        import { tool } from 'monty-node'
        export const echo = tool({
          description: '</pre><script>alert(1)</script>\u202Egnirts',
          input: { type: 'object', properties: { '</script><b>': {}, a: {} } },
          execute: ({ a }) => ({ '<img src=x onerror=alert(1)>': a }),
        })`,
    })
    const { child, ran, ended } = project.begin(['play', '--port', '0', '--tools', 'tools.mjs'])
    while (!ran.stdout.includes('\n')) await sleep(5)
    const [url] = /http:\S+/.exec(ran.stdout)!
    const { page, complaints } = await open(browser, { width: 1_280, colorScheme: 'light' })
    await page.goto(url)
    const texts = JSON.stringify(HOSTILE.map((text) => text.slice(0, 100)))
    const code = `# ${HOSTILE[6]}\nfor text in ${texts}:\n    print(text, end="")\n    await echo(a=text)\nraise ValueError(text)`
    await page.goto(`${new URL(url).origin}/#code=${Buffer.from(code).toString('base64url')}`)
    await page.reload()
    await page.click('#run')
    await page.waitForSelector('#status:text("error")')
    const shown = await page.innerText('#output')
    expect(shown).toContain('<script>alert(1)</script>')
    expect(shown).toContain(String.raw`\u202egnirts`)
    for (const part of ['#output', '#events', '.side', '.cm-content'])
      expect(await page.innerText(part), part).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
    expect(await page.locator('#output img, #events img, .side script, #output svg').count()).toBe(
      0,
    )
    await page.frameLocator('#report').locator('h1').waitFor()
    expect(await page.frameLocator('#report').locator('img, svg[onload]').count()).toBe(0)
    // A letter at a time, as programs print that have much to say.
    await page.goto(
      `${new URL(url).origin}/#code=${Buffer.from('for _ in range(60000): print("x", end="")').toString('base64url')}`,
    )
    await page.reload()
    await page.click('#run')
    await page.waitForSelector('#status:text("ok")')
    expect(await page.locator('#output span').count()).toBe(1)
    expect(complaints).toEqual([])
    await page.context().close()
    child.kill('SIGINT')
    await ended
  })

  it('the inbox shows hostile names and reasons, which do nothing', async () => {
    const kept = new MemoryStore()
    const named = new MontyRuntime({
      tools: { pay },
      isolation: 'none',
      snapshots: { store: kept, key: 'a secret of at least 16 bytes' },
    })
    const markup = HOSTILE.slice(0, 7).join('')
    const handle = approvalInbox(
      { [markup]: named },
      { authenticate: () => ({ id: markup, name: markup }), authorize: () => true, store: kept },
    )
    await named.execute(`# ${HOSTILE[2]}\nawait pay("a", cents=1)`).outcome
    const { page, complaints } = await open(browser, { width: 1_280, colorScheme: 'dark' })
    await page.route('http://inbox.test/**', async (route) => {
      const request = route.request()
      const body = request.method() === 'POST' ? { body: request.postData()! } : {}
      const response = await handle(
        new Request(request.url(), {
          method: request.method(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          ...body,
        }),
      )
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      })
    })
    await page.goto('http://inbox.test/')
    await page.locator('a.open').click()
    await page.locator('input[value=deny]').first().check()
    await page.getByLabel('message').first().fill(markup)
    await page.locator('button.main').click()
    await page.waitForSelector('text=The run went on')
    await page.goto('http://inbox.test/audit')
    expect(await page.innerText('main')).toContain('<script>alert(1)</script>')
    expect(await page.locator('main img, main svg, main script').count()).toBe(0)
    await sleep(200)
    expect(complaints.filter((text) => !text.includes('favicon') && !text.includes('404'))).toEqual(
      [],
    )
    await page.context().close()
    await named.close()
  })

  it('the playground: a result soon, findings as one types, stop, and a link', async () => {
    using project = new Project({})
    const began = performance.now()
    const { child, ran, ended } = project.begin(['play', '--port', '0'])
    while (!ran.stdout.includes('\n')) await sleep(5)
    const [url] = /http:\S+/.exec(ran.stdout)!
    const { page, complaints } = await open(browser, { width: 1_280, colorScheme: 'light' })
    await page.goto(url)
    await page.click('#run')
    await page.waitForSelector('#status:text("ok")')
    console.log(
      `from the command to a result in the browser: ${Math.round(performance.now() - began)} ms`,
    )
    expect(await page.innerText('#output')).toMatch(/asking for 8 cities\s+{"warmest"/)
    expect(await page.locator('#events li').count()).toBe(18)
    expect(await page.frameLocator('#report').locator('h1').innerText()).toContain('ok')
    await page.selectOption('#examples', 'What the type checker finds')
    await page.waitForSelector('#findings:text("1 finding")')
    await page.waitForSelector('.cm-lint-marker-error')
    await page.locator('.cm-content').click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('while True: pass')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('#status:text("running")')
    await page.click('#stop')
    await page.waitForSelector('#status:text("stopped")')
    await page.click('#share')
    const other = await open(browser, VIEWS[1]!)
    await other.page.goto(url)
    await other.page.goto(page.url())
    expect(await other.page.innerText('.cm-content')).toContain('while True: pass')
    for (const view of VIEWS) {
      const plain = await open(browser, view, { bypassCSP: true })
      await plain.page.goto(url)
      await plain.page.click('#run')
      await plain.page.waitForSelector('#status:text("ok")')
      await picture(plain.page, `play-${view.width}-${view.colorScheme}`)
      expect(await overhang(plain.page)).toBe(0)
      expect(await violations(plain.page)).toEqual([])
      await plain.page.context().close()
    }
    expect(complaints).toEqual([])
    child.kill('SIGINT')
    await ended
  })
})
