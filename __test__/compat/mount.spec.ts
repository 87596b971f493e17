import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Api, both, failureOf, shape, sideBySide } from './both.js'

type Snapshot = InstanceType<Api['MontySnapshot']>
type Complete = InstanceType<Api['MontyComplete']>
type Mount = NonNullable<NonNullable<Parameters<InstanceType<Api['Monty']>['run']>[0]>['mount']>

const PATH = 'from pathlib import Path\n'
let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'compat-mount-'))
  mkdirSync(join(directory, 'data'))
  writeFileSync(join(directory, 'data/a.txt'), 'hello\n')
  writeFileSync(join(directory, 'secret.txt'), 'no')
})

afterEach(() => rmSync(directory, { recursive: true }))

const data = (api: Api, options?: object): Mount =>
  new api.MountDir('/data', join(directory, 'data'), options)
const run = (api: Api, code: string, mount: Mount): unknown =>
  shape(new api.Monty(PATH + code).run({ mount }))

const alike: Array<[string, (api: Api) => unknown]> = [
  [
    'what a MountDir says of itself',
    ({ MountDir }) => {
      const mounts = [
        new MountDir('/data', directory),
        new MountDir('/data/', join(directory, 'data/..'), {
          mode: 'read-only',
          writeBytesLimit: 10,
        }),
        new MountDir('/', directory, null),
      ]
      return mounts.map((mount) => [
        mount.virtualPath,
        mount.hostPath,
        mount.mode,
        mount.writeBytesLimit,
        mount.repr(),
      ])
    },
  ],
  ['a path that is not absolute', ({ MountDir }) => new MountDir('data', directory)],
  [
    'a file for a directory',
    ({ MountDir }) => new MountDir('/data', join(directory, 'secret.txt')),
  ],
  ['a mode that is none', ({ MountDir }) => new MountDir('/data', directory, { mode: 'x' })],
  ['a limit below 0', ({ MountDir }) => new MountDir('/data', directory, { writeBytesLimit: -1 })],
  ['something else than a MountDir', (api) => run(api, '1', {} as never)],
  ['no directories', (api) => run(api, '1', [])],
  ['reading', (api) => run(api, 'Path("/data/a.txt").read_text()', data(api))],
  ['open()', (api) => run(api, 'with open("/data/a.txt") as f:\n  r = f.read()\nr', data(api))],
  ['listing', (api) => run(api, 'sorted(str(p) for p in Path("/data").iterdir())', data(api))],
  [
    'asking',
    (api) =>
      run(
        api,
        '[Path("/data/no").exists(), Path("/data/a.txt").is_file(), Path("/data").is_dir()]',
        data(api),
      ),
  ],
  ['a size', (api) => run(api, 'Path("/data/a.txt").stat().st_size', data(api))],
  ['a file that is not there', (api) => run(api, 'Path("/data/no").read_text()', data(api))],
  ['a file outside', (api) => run(api, 'Path("/etc/passwd").read_text()', data(api))],
  [
    'appending',
    (api) =>
      run(
        api,
        'with open("/data/a.txt", "a") as f:\n  f.write("more")\nPath("/data/a.txt").read_text()',
        data(api),
      ),
  ],
  [
    'a directory of its own',
    (api) =>
      run(
        api,
        'Path("/data/d").mkdir()\nPath("/data/d/x").write_text("1")\n[str(p) for p in Path("/data/d").iterdir()]',
        data(api),
      ),
  ],
  [
    'removing',
    (api) => run(api, 'Path("/data/a.txt").unlink()\nPath("/data/a.txt").exists()', data(api)),
  ],
  [
    'writing where that is not allowed',
    (api) => run(api, 'Path("/data/b.txt").write_text("x")', data(api, { mode: 'read-only' })),
  ],
  [
    'writing too much',
    (api) =>
      run(api, 'Path("/data/b.txt").write_text("x" * 100)', data(api, { writeBytesLimit: 10 })),
  ],
  [
    'writing into the directory',
    (api) => {
      const written = run(
        api,
        'Path("/data/c.txt").write_text("xyz")',
        data(api, { mode: 'read-write' }),
      )
      return [written, readFileSync(join(directory, 'data/c.txt'), 'utf8')]
    },
  ],
  [
    'an overlay that lasts from run to run',
    (api) => {
      const mount = data(api)
      run(api, 'Path("/data/b.txt").write_text("x")', mount)
      return [
        run(api, 'Path("/data/b.txt").read_text()', mount),
        existsSync(join(directory, 'data/b.txt')),
      ]
    },
  ],
  [
    'two directories, one in the other',
    (api) => {
      const mounts = [
        new api.MountDir('/all', directory),
        data(api) as InstanceType<Api['MountDir']>,
      ]
      return run(
        api,
        '[Path("/data/a.txt").read_text(), Path("/all/data/a.txt").read_text()]',
        mounts,
      )
    },
  ],
  [
    'a paused run',
    (api) => {
      const code = `${PATH}f(Path("/data/a.txt").read_text()) + Path("/data/a.txt").read_text()`
      const paused = new api.Monty(code).start({ mount: data(api) }) as Snapshot
      return [shape(paused.args), (paused.resume({ returnValue: 'r' }) as Complete).output]
    },
  ],
  [
    'a paused run that was dumped, which has no directories',
    (api) => {
      const code = `${PATH}f()\nPath("/data/a.txt").read_text()`
      const paused = new api.Monty(code).start({ mount: data(api) }) as Snapshot
      return api.MontySnapshot.load(paused.dump()).resume({ returnValue: 'r' })
    },
  ],
  [
    'a feed of a REPL',
    ({ MontyRepl, ...api }) => {
      const repl = new MontyRepl()
      repl.feed(PATH)
      return repl.feed('Path("/data/a.txt").read_text()', {
        mount: data({ MontyRepl, ...api }) as never,
      })
    },
  ],
]

describe('mounts behave the same in both packages', () => {
  it.each(alike)('%s', (_what, perform) => {
    const { theirs, ours } = sideBySide((api) => {
      try {
        return perform(api)
      } catch {
        return failureOf(api, () => perform(api))
      }
    })
    expect(ours).toEqual(theirs)
  })

  it('in runMontyAsync', async () => {
    const values = both.map(([, api]): Promise<unknown> =>
      api.runMontyAsync(new api.Monty(`${PATH}f(Path("/data/a.txt").read_text())`), {
        mount: data(api) as never,
        externalFunctions: { f: async (text: string) => `${text}!` },
      }),
    )
    expect(await Promise.all(values)).toEqual(['hello\n!', 'hello\n!'])
  })

  // The paths in these two messages are not: here '..' is resolved first, and the reason is Node's.
  it('what leads out of a directory is refused', () => {
    const { theirs, ours } = sideBySide((api) =>
      failureOf(api, () => run(api, 'Path("/data/../secret.txt").read_text()', data(api))),
    )
    for (const { message } of [theirs, ours]) {
      expect(message).toMatch(/^PermissionError: Permission denied: '.*secret\.txt'$/)
    }
  })

  it('a directory that is not there is refused', () => {
    const { theirs, ours } = sideBySide((api) =>
      failureOf(api, () => new api.MountDir('/data', '/not/there')),
    )
    for (const { className, message } of [theirs, ours]) {
      expect(className).toBe('Error')
      expect(message).toMatch(
        /^TypeError: cannot canonicalize host path '\/not\/there': .*no such/i,
      )
    }
  })
})

it('a REPL with monty-node/compat forgets the directories of a feed, as there', () => {
  const failures = both.map(([, api]) => {
    const repl = new api.MontyRepl()
    repl.feed(PATH, { mount: data(api) as never })
    return failureOf(api, () => repl.feed('Path("/data/a.txt").read_text()')).className
  })
  expect(failures).toEqual(['MontyRuntimeError', 'MontyRuntimeError'])
})
