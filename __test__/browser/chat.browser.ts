import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launch, open, picture, VIEWS } from './browser.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const tsx = createRequire(import.meta.url).resolve('tsx/cli')

let browser: Browser
let example: ChildProcess
let address: string
beforeAll(async () => {
  if (chromiumPath === undefined) return
  browser = await launch()
  const args = [tsx, 'examples/agents/chat-approvals.ts']
  example = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const [printed] = (await once(example.stdout!, 'data')) as [Buffer]
  address = printed.toString().trim()
})
afterAll(async () => {
  await browser?.close()
  example?.kill()
})

const lines = (page: Page): Promise<string[]> => page.locator('#log li').allInnerTexts()

/** Says something, and waits until Python waits for a decision. */
async function ask(page: Page, text: string): Promise<void> {
  await page.fill('input[name=text]', text)
  await page.click('form button')
  await page.waitForSelector('text=The messages wait for you.')
}

// The page is asked as a person would ask it; the server streams the AI SDK's UI messages.
describe.skipIf(chromiumPath === undefined)('the chat with approvals, in a browser', () => {
  it('pauses for a decision, and goes on in the chat with what was approved', async () => {
    const { page, complaints } = await open(browser, VIEWS[0]!)
    await page.goto(address)
    await ask(page, 'Tell the team')
    expect(await lines(page)).toEqual([
      'You: Tell the team',
      'addresses("build"): done',
      'send_mail(to="ada@build.test", text="The build is green."): waiting',
      'send_mail(to="bob@build.test", text="The build is green."): waiting',
      'Python: paused Approve Refuse',
      'The messages wait for you.',
    ])
    await picture(page, 'chat-waiting')
    await page.click('text=Approve')
    await page.waitForSelector('text=Everybody knows.')
    expect(await lines(page)).toEqual([
      'You: Tell the team',
      'addresses("build"): done',
      'send_mail("ada@build.test", "The build is green."): done',
      'send_mail("bob@build.test", "The build is green."): done',
      'Python: ok',
      'The messages wait for you.',
      'Everybody knows.',
    ])
    expect(await page.locator('button', { hasText: /Approve|Refuse/ }).count()).toBe(0)
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
    await page.context().close()
  })

  it('goes on without what was refused, and asks again for the next message', async () => {
    const { page, complaints } = await open(browser, VIEWS[1]!)
    await page.goto(address)
    await ask(page, 'Tell them again')
    await page.click('text=Refuse')
    await page.waitForSelector('text=Nobody was told.')
    expect(await lines(page)).toEqual([
      'You: Tell them again',
      'addresses("build"): done',
      'send_mail("ada@build.test", "The build is green."): failed',
      'send_mail("bob@build.test", "The build is green."): failed',
      'Python: error',
      'The messages wait for you.',
      'Nobody was told.',
    ])
    await page.fill('input[name=text]', 'And now?')
    await page.click('form button')
    await page.waitForSelector('text=Approve')
    await page.click('text=Approve')
    await page.waitForSelector('text=Everybody knows.')
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
    await page.context().close()
  })
})
