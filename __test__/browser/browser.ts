import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'

const CANDIDATES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Where a browser is; `undefined` where there is none. */
export const chromiumPath = CANDIDATES.find((path) => path !== undefined && existsSync(path))

/** Pictures of the pages are kept here, to be looked at. */
export const pictures = fileURLToPath(new URL('../../coverage/pages', import.meta.url))

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** How pages are looked at: widths in pixels, and both schemes of colors. */
export const VIEWS = [390, 1_280, 2_000].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

export function launch(): Promise<Browser> {
  mkdirSync(pictures, { recursive: true })
  // In a container there is mostly no sandbox of the browser's to be had.
  return chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox'] })
}

/** A page that keeps what it complains about, and what it asks for elsewhere. */
export async function open(
  browser: Browser,
  view: { readonly width: number; readonly colorScheme: 'light' | 'dark' },
  options: { readonly bypassCSP?: boolean } = {},
): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
  const { width, colorScheme } = view
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    ...options,
  })
  const page = await context.newPage()
  const [complaints, requests]: [string[], string[]] = [[], []]
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => requests.push(request.url()))
  return { page, complaints, requests }
}

/** Pictures that the guide shows; `MONTY_WRITE=1 npm run test:pages` makes them anew. */
const guide = fileURLToPath(new URL('../../docs/guide/pictures', import.meta.url))
const GUIDE_PICTURES: ReadonlySet<string> = new Set([
  'report-1280-light',
  'inbox-run-1280-light',
  'play-1280-light',
])

/** Keeps a picture of a page. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  if (process.env['MONTY_WRITE'] !== '1' || !GUIDE_PICTURES.has(name)) return
  mkdirSync(guide, { recursive: true })
  await page.screenshot({ path: join(guide, `${name.replace('-1280-light', '')}.png`) })
}

/** By how many pixels a page is wider than its window. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )

/** What `axe-core` finds. The page must have been opened without its policy, which refuses scripts of others. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations: found } = await page.evaluate(() =>
    (
      globalThis as unknown as {
        axe: {
          run(): Promise<{ violations: Array<{ id: string; nodes: Array<{ html: string }> }> }>
        }
      }
    ).axe.run(),
  )
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  )
}
