import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import { readToken } from '../../src/runtime/paused/token.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  type PausedOutcome,
  type SnapshotStore,
} from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'
let paid: number[] = []
const pay = tool({
  input: z.object({ cents: z.int() }),
  needsApproval: true,
  execute: ({ cents }) => paid.push(cents),
})

const runtimeOf = (store?: SnapshotStore, Runtime = MontyRuntime): MontyRuntime =>
  new Runtime({
    isolation: 'none',
    tools: { pay },
    snapshots: { key: KEY, ...(store && { store }) },
  })

async function pausedBy(runtime: MontyRuntime): Promise<PausedOutcome> {
  paid = []
  const outcome = await runtime.execute('await pay(500)').outcome
  if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
  return outcome
}

const approveAll = ({ pending }: PausedOutcome): Decision[] =>
  pending.map(({ callId }) => ({ callId, action: 'approve' }))

/** Every other text that base64url decoding takes for the same bytes, and a few that it does not. */
function spellings(token: string): string[] {
  const middle = Math.floor((token.length + token.lastIndexOf('~')) / 2)
  const insert = (at: number, text: string): string => token.slice(0, at) + text + token.slice(at)
  const foreign = ['=', '==', '\n', ' ', '!', '\u0000', '\t', '.', '*', 'é', '\u200b', '\ufeff']
  const last = token.at(-1)!
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return [
    ...foreign.map((text) => insert(token.length, text)),
    ...foreign.map((text) => insert(middle, text)),
    ...foreign.map((text) => text + token),
    ...foreign.map((text) => insert(token.lastIndexOf('~') + 1, text)),
    token.replaceAll('-', '+'),
    token.replaceAll('_', '/'),
    `${token}~`,
    `${token}A`,
    token.slice(0, -1),
    // The bits of the last character that are not needed.
    ...alphabet
      .split('')
      .filter((one) => one !== last)
      .map((one) => token.slice(0, -1) + one),
  ].filter((one) => one !== token)
}

describe('a token of a large run', () => {
  /** A run of half a megabyte that is paused. */
  async function large(runtime = runtimeOf()): Promise<PausedOutcome> {
    paid = []
    const outcome = await runtime.execute('x = "x" * 500_000\nawait pay(len(x))').outcome
    if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
    return outcome
  }

  it('has the id of its run, so that nothing is opened to know it', async () => {
    const { token, runId } = await large()
    const read = readToken(token, 'monty-node', [KEY])
    expect(read).toMatchObject({ kind: 'sealed', runId })
    expect(readToken((await pausedBy(runtimeOf())).token, 'monty-node', [KEY])).toMatchObject({
      kind: 'sealed',
      runId: undefined,
    })
  })

  it('resumes the run in another runtime, once', async () => {
    const paused = await large()
    const execution = runtimeOf().resume(paused.token, approveAll(paused))
    expect(execution.runId).toBe(paused.runId)
    expect(await execution.outcome).toMatchObject({ status: 'ok', runId: paused.runId })
    const again = await runtimeOf().resume(paused.token, approveAll(paused)).outcome
    expect(again).toMatchObject({ error: { reason: 'used' } })
    expect(paid).toEqual([500_000])
  })

  it('has one spelling, and its run cannot be given out as another', async () => {
    const [paused, other] = [await large(), await large()]
    const [prefix, text, runId, proof] = paused.token.split('~') as [string, string, string, string]
    const [, otherText, otherId, otherProof] = other.token.split('~') as [
      string,
      string,
      string,
      string,
    ]
    const short = (await pausedBy(runtimeOf())).token
    for (const parts of [
      [prefix, text],
      [prefix, text, runId],
      [prefix, text, runId, proof, proof],
      [prefix, text, otherId, proof],
      [prefix, text, otherId, otherProof],
      [prefix, otherText, runId, proof],
      [prefix, text, runId, `${proof}=`],
      [prefix, text, '', proof],
      [...short.split('~'), runId, proof],
    ]) {
      const execution = runtimeOf().resume(parts.join('~'), approveAll(paused))
      expect([runId, otherId]).not.toContain(execution.runId)
      expect(await execution.outcome).toMatchObject({ error: { code: 'MONTY_SNAPSHOT' } })
    }
    expect(paid).toEqual([])
    const { status } = await runtimeOf().resume(paused.token, approveAll(paused)).outcome
    expect(status).toBe('ok')
  })

  it('is of no use in another scope, or with another key', async () => {
    const { token } = await large()
    expect(() => readToken(token, 'other', [KEY])).toThrow('for another runtime')
    expect(() => readToken(token, 'monty-node', ['another secret of thirty-two bytes'])).toThrow(
      'not made with this key',
    )
    expect(
      readToken(token, 'monty-node', ['another secret of thirty-two bytes', KEY]),
    ).toMatchObject({
      kind: 'sealed',
    })
  })
})

describe.each([
  ['without a store', () => undefined],
  ['with a store', () => new MemoryStore()],
])('%s', (_, makeStore) => {
  it('a token has one spelling: no other one is good, before it is used and after', async () => {
    const store = makeStore()
    const paused = await pausedBy(runtimeOf(store))
    const tryAll = async (): Promise<void> => {
      for (const token of spellings(paused.token)) {
        const outcome = await runtimeOf(store).resume(token, approveAll(paused)).outcome
        expect([token, outcome]).toMatchObject([token, { error: { code: 'MONTY_SNAPSHOT' } }])
        await expect(runtimeOf(store).discard(token)).rejects.toMatchObject({
          reason: expect.stringMatching(/^(format|signature)$/) as string,
        })
      }
    }
    await tryAll()
    expect(paid).toEqual([])
    expect(await runtimeOf(store).resume(paused.token, approveAll(paused)).value()).toBe(1)
    await tryAll()
    const again = await runtimeOf(store).resume(paused.token, approveAll(paused)).outcome
    expect(again).toMatchObject({ error: { reason: 'used' } })
    expect(paid).toEqual([500])
  })

  it.each([[undefined], [null], [7], [''], ['~'], ['mns1~'], ['mnr1~~~'], [['mns1~AAAA']], [{}]])(
    '%j is no token',
    async (token) => {
      const outcome = await runtimeOf(makeStore()).resume(token as string, []).outcome
      expect(outcome).toMatchObject({ status: 'error', error: { reason: 'format' } })
    },
  )
})

it('a token is used up for all copies of the package in the process', async () => {
  const paused = await pausedBy(runtimeOf())
  expect(await runtimeOf().resume(paused.token, approveAll(paused)).value()).toBe(1)
  vi.resetModules()
  const other = await import('../../src/runtime/index.js')
  const { tool: otherTool } = await import('../../src/host/tool.js')
  const runtime = new other.MontyRuntime({
    isolation: 'none',
    tools: {
      pay: otherTool({ input: { type: 'object' }, needsApproval: true, execute: () => 'twice' }),
    },
    snapshots: { key: KEY },
  })
  const late = await runtime.resume(paused.token, approveAll(paused)).outcome
  expect(late).toMatchObject({ status: 'error', error: { reason: 'used' } })
})
