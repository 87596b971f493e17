import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MontyClient } from 'monty-node/client'
import { Project } from './project.js'

const TOOLS = `
import { tool } from 'monty-node'
const input = { type: 'object', properties: { of: { type: 'string' } }, required: ['of'] }
export const price = tool({ input, output: { type: 'integer' }, execute: async ({ of }) => of.length })
export const never = () => new Promise(() => setInterval(() => {}, 1000))
`
const ADA = 'a-token-of-ada-in-full'
const BOB = 'a-token-of-bob-in-full=='

let project: Project
beforeAll(async () => {
  await Project.build()
  project = new Project({ 'tools.mjs': TOOLS })
}, 300_000)
afterAll(() => project[Symbol.dispose]())

/** A service that was started, and its address. */
async function begin(args: readonly string[], env: object = {}) {
  const started = project.begin(['serve', '--port', '0', ...args], { env })
  const { ran, child } = started
  while (!ran.stderr.includes('Ctrl-C') && child.exitCode === null) await sleep(20)
  const [, url = ''] = /listens at (http:\S+)\n/.exec(ran.stdout) ?? []
  const end = async () => {
    child.kill('SIGINT')
    return started.ended
  }
  return { ...started, url, end }
}

/** The status of a request with headers that fetch does not send. */
const statusWith = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(`${url}openapi.json`, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', reject)
  })

const clientOf = (url: string, token: string): MontyClient =>
  new MontyClient({ url, headers: { authorization: `Bearer ${token}` } })

describe.concurrent('monty-node serve', { timeout: 60_000 }, () => {
  it('runs programs over tools for who has a token, each its own', async () => {
    const { url, ran, end } = await begin(['-t', 'tools.mjs'], {
      MONTY_NODE_TOKEN: `ada=${ADA} bob=${BOB}`,
    })
    const execution = clientOf(url, ADA).execute('print("hi")\nawait price(of) + 1', {
      inputs: { of: 'tea' },
    })
    expect(await execution.value()).toBe(4)
    const runId = await execution.runId
    const statusOf = async (path: string, token: string): Promise<number> =>
      (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status
    expect(await statusOf(`runs/${runId}`, ADA)).toBe(200)
    expect(await statusOf(`runs/${runId}`, BOB)).toBe(404)
    expect(await statusOf(`runs/${runId}`, `${ADA}x`)).toBe(401)
    expect((await fetch(`${url}runs`, { method: 'POST', body: '{"code":"1"}' })).status).toBe(401)
    expect(await end()).toMatchObject({ code: 0 })
    expect(ran.stderr).toMatch(/201 POST \/runs \d+ ms\n/)
    expect(ran.stderr).not.toContain(ADA)
  })

  it('takes no list of tokens for one', async () => {
    const listed = await project.run(['serve', '--token', `ada=${ADA},bob=x`])
    expect(listed).toMatchObject({ code: 2, stderr: expect.stringContaining('no commas') })
  })

  it('does not start without a token, unless it is told to and only for this machine', async () => {
    const serve = (...args: string[]) => project.run(['serve', '--port', '0', ...args])
    const without = await serve()
    expect(without).toMatchObject({ code: 2, stdout: '' })
    expect(without.stderr).toMatch(/^monty-node: serve needs a token[^]*MONTY_NODE_TOKEN/)
    expect((await serve('--token', 'short')).stderr).toContain('can be guessed: it needs 16')
    expect((await serve('--token', `ada=${ADA}`, '--token', `bob=${ADA}`)).stderr).toContain(
      'two tenants have the same token',
    )
    const open = await serve('--without-token', '--host', '0.0.0.0')
    expect(open).toMatchObject({ code: 2, stdout: '' })
    expect(open.stderr).toContain('--without-token is for this machine only')
    expect((await serve('--without-token', '--token', ADA)).stderr).toContain('contradict')
  })

  it('lets pages of web sites do nothing where no token is asked for', async () => {
    const { url, end } = await begin(['--without-token', '--quiet'])
    const post = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${url}runs`, { method: 'POST', body: '{"code":"1 + 1"}', headers })
    expect((await post({})).status).toBe(201)
    expect((await post({ origin: 'https://evil.test' })).status).toBe(401)
    expect((await post({ origin: url.slice(0, -1) })).status).toBe(201)
    expect(await statusWith(url, { host: 'no host' })).toBe(400)
    expect(await statusWith(url, { host: 'localhost/runs' })).toBe(400)
    expect(await statusWith(url, { host: '' })).toBe(200)
    expect(await statusWith(url, { host: 'evil.test' })).toBe(401)
    expect(await end()).toMatchObject({ code: 0, stderr: expect.not.stringMatching('POST') })
  })

  it('holds runs to limits, and ends those under way with itself', async () => {
    const { url, end } = await begin(
      ['-t', 'tools.mjs', '--max-duration', '50ms', '--isolation', 'none'],
      { MONTY_NODE_TOKEN: ADA },
    )
    const client = clientOf(url, ADA)
    expect(await client.execute('while True: pass').outcome).toMatchObject({ status: 'limit' })
    const waiting = client.execute('await never()')
    for await (const event of waiting.events) if (event.type === 'call') break
    expect(await end()).toMatchObject({ code: 0 })
  })
})
