import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Api, both, failureOf, rejectionOf, sideBySide, thrownBy } from './both.js'

const directory = mkdtempSync(join(tmpdir(), 'compat-os-'))
afterAll(() => rmSync(directory, { recursive: true }))

const OS = 'import os\n'
const calls: Array<[string, string]> = [
  ['os.environ', `${OS}os.environ`],
  ['os.getenv', `${OS}os.getenv("A")`],
  ['os.getenv with a default', `${OS}os.getenv("A", "b")`],
  ['datetime.now', 'from datetime import datetime\ndatetime.now()'],
  ['date.today', 'from datetime import date\ndate.today()'],
  ['Path.read_text', 'from pathlib import Path\nPath("/x").read_text()'],
  ['Path.exists', 'from pathlib import Path\nPath("/x").exists()'],
  ['open', 'open("/x")'],
]
/** 0.0.18 opens no files where it stops at calls. */
const withoutOpen = calls.filter(([name]) => name !== 'open')

const mountOf = (api: Api): { mount: InstanceType<Api['MountDir']> } => ({
  mount: new api.MountDir('/data', directory),
})

describe('calls of the operating system that nobody answers fail alike', () => {
  it.each(calls)('in run(): %s', (_name, code) => {
    const { theirs, ours } = sideBySide((api) => failureOf(api, () => new api.Monty(code).run()))
    expect(ours).toEqual(theirs)
  })

  it.each(withoutOpen)('in run() with a directory: %s', (_name, code) => {
    const { theirs, ours } = sideBySide((api) =>
      failureOf(api, () => new api.Monty(code).run(mountOf(api))),
    )
    expect(ours).toEqual(theirs)
  })

  it.each(withoutOpen)('in start(): %s', (_name, code) => {
    for (const mounted of [false, true]) {
      const { theirs, ours } = sideBySide((api) =>
        failureOf(api, () => new api.Monty(code).start(mounted ? mountOf(api) : {})),
      )
      expect(ours).toEqual(theirs)
    }
  })

  it.each(withoutOpen)('in a snapshot that was loaded: %s', (_name, code) => {
    const { theirs, ours } = sideBySide((api) => {
      const paused = new api.Monty(`f()\n${code}`).start() as InstanceType<Api['MontySnapshot']>
      const loaded = api.MontySnapshot.load(paused.dump())
      return failureOf(api, () => loaded.resume({ returnValue: 1 }))
    })
    expect(ours).toEqual(theirs)
  })

  it.each(withoutOpen)('in runMontyAsync(): %s', async (_name, code) => {
    const [theirs, ours] = await Promise.all(
      both.map(([, api]) => rejectionOf(api, api.runMontyAsync(new api.Monty(code)))),
    )
    expect(ours).toEqual(theirs)
  })

  it.each(calls)('in a MontyRepl: %s', (_name, code) => {
    const { theirs, ours } = sideBySide((api) =>
      failureOf(api, () => new api.MontyRepl().feed(code)),
    )
    expect(ours).toEqual(theirs)
  })
})

it('an exception that Python does not have is refused alike, and the run still waits', () => {
  const { theirs, ours } = sideBySide((api) => {
    const paused = new api.Monty('f()').start() as InstanceType<Api['MontySnapshot']>
    const answer = (type: string): unknown => paused.resume({ exception: { type, message: 'x' } })
    return [failureOf(api, () => answer('Nope')), failureOf(api, () => answer('ValueError'))]
  })
  expect(ours).toEqual(theirs)
})

it.each([240 * 1024, 500, 20])('a line of %i characters is whole in a traceback', (length) => {
  const { theirs, ours } = sideBySide(({ Monty }) => {
    const code = `y = 1\nx = "${'ä'.repeat(length / 2)}" + 1`
    const frames = thrownBy<InstanceType<Api['MontyRuntimeError']>>(() => new Monty(code).run())
    return frames.traceback()
  })
  expect(ours).toEqual(theirs)
})

it('the time of time, which 0.0.18 does not know, is there', () => {
  const [, api] = both[1]!
  const before = Date.now() / 1000
  const time = new api.Monty('import time\ntime.time()').run() as number
  expect(time).toBeGreaterThanOrEqual(before - 1)
  expect(time).toBeLessThan(before + 60)
})
