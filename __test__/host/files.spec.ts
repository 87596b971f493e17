import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type FileSystem,
  MemoryFileSystem,
  runMontyAsync,
  Monty,
  MontySession,
  MontyUsageError,
  MountDir,
  type MountDirOptions,
  NOT_HANDLED,
  PyFile,
  PyPath,
  type RunAsyncOptions,
} from 'monty-node'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

const top = mkdtempSync(join(tmpdir(), 'monty-files-'))
let host = top

beforeEach(() => {
  host = mkdtempSync(join(top, 'case-'))
})
afterAll(() => rmSync(top, { recursive: true }))

/** What is thrown, as text; empty when nothing is. */
function caughtFrom(action: () => unknown): string {
  try {
    action()
    return ''
  } catch (error) {
    return String(error)
  }
}

const mount = (options?: MountDirOptions): MountDir => new MountDir('/data', host, options)

const run = (code: string, files?: FileSystem | FileSystem[], options: object = {}): unknown =>
  new Monty(code).run({ ...(files === undefined ? {} : { files }), ...options })

/** A callback that answers for files by hand, with no file system behind it. */
function byHand(
  store = new Map<string, string>(),
): (name: string, args: readonly unknown[]) => unknown {
  const dirs = new Set(['/data'])
  return (name, [first, second]) => {
    const { path } = first as PyPath
    const text = store.get(path)
    const missing = (): Error =>
      Object.assign(new Error(`[Errno 2] No such file or directory: '${path}'`), {
        name: 'FileNotFoundError',
      })
    switch (name) {
      case 'open':
        if (String(second).startsWith('w')) store.set(path, '')
        else if (text === undefined) throw missing()
        return new PyFile(path, second as string, 0)
      case 'Path.read_text':
        if (text === undefined) throw missing()
        return text
      case 'Path.write_text':
      case 'Path.append_text':
        store.set(path, (name === 'Path.append_text' ? (text ?? '') : '') + (second as string))
        return (second as string).length
      case 'Path.exists':
        return text !== undefined || dirs.has(path)
      case 'Path.iterdir':
        return [...store.keys()].map((one) => new PyPath(one))
      case 'Path.unlink':
        if (!store.delete(path)) throw missing()
        return null
      default:
        return NOT_HANDLED
    }
  }
}

/** Every kind of place for files, and empty ones at that. */
const places: Array<[string, () => FileSystem]> = [
  ['memory', () => new MemoryFileSystem({ root: '/data' })],
  ['a directory', () => mount({ mode: 'read-write' })],
  ['an overlay', () => mount({ mode: 'overlay' })],
]

describe.each(places)('files in %s', (_name, open) => {
  it('are written and read by pathlib', () => {
    const code = `
from pathlib import Path
p = Path('/data/sub/a.txt')
p.parent.mkdir(parents=True, exist_ok=True)
n = p.write_text('héllo\\n')
Path('/data/b.bin').write_bytes(b'\\x00\\xff')
[n, p.read_text(), p.exists(), p.is_file(), p.is_dir(), p.parent.is_dir(), p.stat().st_size,
 Path('/data/b.bin').read_bytes(), sorted(str(x) for x in Path('/data').iterdir()),
 sorted(str(x) for x in Path('/data').rglob('*.txt')), Path('/data/none').exists()]`
    expect(run(code, open())).toEqual([
      6,
      'héllo\n',
      true,
      true,
      false,
      true,
      7,
      Buffer.from([0, 255]),
      ['/data/b.bin', '/data/sub'],
      ['/data/sub/a.txt'],
      false,
    ])
  })

  it('count what was written in characters', () => {
    const code = `
from pathlib import Path
p = Path('/data/a.txt')
with open(p, 'a') as f:
    appended = f.write('🙂🙂')
[p.write_text(text) for text in ('', 'abc', 'héllo', '€', 'a🙂é', '🙂' * 3)] + [appended]`
    expect(run(code, open())).toEqual([0, 3, 5, 1, 3, 3, 2])
  })

  it.each(['none', 'process'] as const)('have long texts, isolation %s', async (isolation) => {
    const code = `
from pathlib import Path
p = Path('/data/a.txt')
n = p.write_text('a🙂é' * 300_000)
with open(p, 'a') as f:
    f.write('€' * 600_000)
text = p.read_text()
[n, len(text), text[:3], text[-1], text == 'a🙂é' * 300_000 + '€' * 600_000]`
    const expected = [900_000, 1_500_000, 'a🙂é', '€', true]
    expect(await runMontyAsync(new Monty(code), { files: open(), isolation })).toEqual(expected)
    expect(run(code, open())).toEqual(expected)
  })

  it('are opened, appended to and read line by line', () => {
    const code = `
with open('/data/log.txt', 'w') as f:
    f.write('one\\n')
    f.write('two\\n')
with open('/data/log.txt', 'a') as f:
    f.write('three')
with open('/data/log.txt') as f:
    first = f.readline()
    rest = [line for line in f]
with open('/data/log.txt', 'rb') as f:
    start = f.read(3)
[first, rest, start]`
    expect(run(code, open())).toEqual(['one\n', ['two\n', 'three'], Buffer.from('one')])
  })

  it('are renamed, removed and walked by os', () => {
    const code = `
import os
os.makedirs('/data/x/y')
open('/data/x/y/f', 'w').write('1')
os.rename('/data/x/y/f', '/data/x/g')
os.rmdir('/data/x/y')
before = [os.listdir('/data/x'), os.path.exists('/data/x/g'), os.path.isdir('/data/x')]
walked = [(d, sorted(ds), sorted(fs)) for d, ds, fs in os.walk('/data')]
os.remove('/data/x/g')
[before, walked, os.listdir('/data/x')]`
    expect(run(code, open())).toEqual([
      [['g'], true, true],
      [
        ['/data', ['x'], []],
        ['/data/x', [], ['g']],
      ],
      [],
    ])
  })

  it('hold CSV and JSON', () => {
    const code = `
import csv, json
with open('/data/t.csv', 'w', newline='') as f:
    w = csv.DictWriter(f, ['a', 'b'])
    w.writeheader()
    w.writerow({'a': 1, 'b': 'x, y'})
with open('/data/t.csv', newline='') as f:
    rows = list(csv.DictReader(f))
with open('/data/t.json', 'w') as f:
    json.dump(rows, f)
with open('/data/t.json') as f:
    again = json.load(f)
[rows == again, again]`
    expect(run(code, open())).toEqual([true, [{ a: '1', b: 'x, y' }]])
  })

  it.each([
    ["open('/data/none')", 'FileNotFoundError'],
    ["open('/data', 'w')", 'IsADirectoryError'],
    ["import os\nos.mkdir('/data/a')\nos.mkdir('/data/a')", 'FileExistsError'],
    ["import os\nos.rmdir('/data/none')", 'FileNotFoundError'],
    ["open('/data/none/f', 'w')", 'FileNotFoundError'],
    ["import os\nos.makedirs('/data/a/b')\nos.rmdir('/data/a')", 'OSError'],
    ["open('/data/b', 'wb').write(b'\\xff\\xfe')\nopen('/data/b').read()", 'UnicodeDecodeError'],
    ["open('/elsewhere/f')", 'PermissionError'],
    ["open('/data/f', 'w').write('x')\nimport os\nos.listdir('/data/f')", 'NotADirectoryError'],
  ])('raise what Python raises: %s', (code, type) => {
    expect(() => run(code, open())).toThrow(new RegExp(`^${type}: `))
  })

  it('are shared with the host', () => {
    const files = open()
    files.write('/data/in/a.txt', 'from the host')
    expect(run("open('/data/in/a.txt').read()", files)).toBe('from the host')
    run("open('/data/out.txt', 'w').write('from Python')", files)
    expect(files.readText('/data/out.txt')).toBe('from Python')
    expect(files.readBytes('/data/out.txt')).toEqual(Buffer.from('from Python'))
    expect(files.list('/data')).toEqual(['/data/in/a.txt', '/data/out.txt'])
    files.remove('/data/in')
    expect(files.exists('/data/in')).toBe(false)
    expect(files.list('/data')).toEqual(['/data/out.txt'])
  })

  it('are the same from a worker process', async () => {
    const code = `
import csv, json, os
from pathlib import Path
os.makedirs('/data/a/b')
with open('/data/a/b/t.csv', 'w', newline='') as f:
    csv.writer(f).writerows([[1, 2], [3, 4]])
with open('/data/a/b/t.csv', newline='') as f:
    Path('/data/t.json').write_text(json.dumps(list(csv.reader(f))))
try:
    open('/data/../etc/passwd')
except OSError as e:
    refused = type(e).__name__
[json.loads(Path('/data/t.json').read_text()), os.listdir('/data/a'), refused]`
    const files = open()
    const value = await new Monty(code).runAsync({ files, isolation: 'process' })
    expect(value).toEqual([
      [
        ['1', '2'],
        ['3', '4'],
      ],
      ['b'],
      'PermissionError',
    ])
    expect(files.list('/data')).toEqual(['/data/a/b/t.csv', '/data/t.json'])
  })

  it('last from feed to feed, and serve asynchronous runs', async () => {
    const files = open()
    using session = new MontySession({ files })
    session.feed("open('/data/n', 'w').write('1')")
    expect(await session.feedAsync("open('/data/n').read()")).toBe('1')
    expect(await new Monty("open('/data/n').read()").runAsync({ files })).toBe('1')
  })
})

describe('memory', () => {
  it('has room for so many bytes', () => {
    const files = new MemoryFileSystem({ maxBytes: 10 })
    const code = "f = open('/a', 'w')\nf.write('12345')\nf.write('12345')\nf.write('6')"
    expect(() => run(code, files)).toThrow("OSError: [Errno 28] No space left on device: '/a'")
    expect(files.readText('/a')).toBe('1234512345')
    run("import os\nos.remove('/a')\nopen('/b', 'w').write('0123456789')", files)
    expect(files.bytes).toBe(10)
  })

  it('has room for so many files, so deep', () => {
    const few = new MemoryFileSystem({ maxFiles: 2 })
    expect(() => run("for n in range(3):\n    open(f'/{n}', 'w')", few)).toThrow('[Errno 28]')
    const shallow = new MemoryFileSystem({ maxDepth: 2 })
    expect(() => run("import os\nos.makedirs('/a/b/c')", shallow)).toThrow('[Errno 36]')
    const code = "import os\nos.makedirs('/y/b')\nos.makedirs('/x')\nos.rename('/y', '/x/y')"
    expect(() => run(code, shallow)).toThrow('[Errno 36]')
  })

  it('cannot be moved into itself or out of its root', () => {
    const files = new MemoryFileSystem({ root: '/data' })
    run("import os\nos.mkdir('/data/a')", files)
    expect(() => run("import os\nos.rename('/data/a', '/data/a/b')", files)).toThrow(
      'PermissionError',
    )
    expect(() => run("import os\nos.rename('/data/a', '/b')", files)).toThrow(
      'Invalid cross-device link',
    )
  })

  it('is dumped and loaded with all that is in it', () => {
    const files = new MemoryFileSystem({
      files: { '/a/b.txt': 'text', '/c': Buffer.from([1, 2]) },
      maxBytes: 6,
    })
    run("import os\nos.mkdir('/empty')", files)
    const loaded = MemoryFileSystem.load(files.dump())
    expect(loaded.list()).toEqual(['/a/b.txt', '/c'])
    expect(loaded.readText('/a/b.txt')).toBe('text')
    expect(loaded.readBytes('/c')).toEqual(Buffer.from([1, 2]))
    expect(run("import os\nos.path.isdir('/empty')", loaded)).toBe(true)
    expect(() => loaded.write('/more', 'x')).toThrow('No space left')
    expect(() => MemoryFileSystem.load(files.dump().subarray(0, 40))).toThrow(MontyUsageError)
    expect(() => MemoryFileSystem.load(Buffer.from('nonsense'))).toThrow(MontyUsageError)
  })

  it('tells the time of the run', () => {
    const code = "open('/f', 'w').write('x')\nimport os\nos.stat('/f').st_mtime"
    const clock = new Date('2024-05-06T07:08:09Z')
    expect(run(code, new MemoryFileSystem(), { clock })).toBe(clock.getTime() / 1_000)
  })

  it.each([
    [{ maxBytes: -1 }, 'maxBytes must be a whole number'],
    [{ files: { 'relative.txt': '' } }, 'must be an absolute path'],
    [{ files: { '/a': 5 as never } }, 'must be a string or bytes'],
  ])('is refused when its options make no sense: %o', (options, message) => {
    expect(() => new MemoryFileSystem(options)).toThrow(message)
  })
})

describe('a directory of the host', () => {
  it('stays as it is when it is read-only', () => {
    writeFileSync(join(host, 'a.txt'), 'kept')
    expect(run("open('/data/a.txt').read()", mount())).toBe('kept')
    for (const code of [
      "open('/data/a.txt', 'w')",
      "open('/data/new', 'a')",
      "import os\nos.remove('/data/a.txt')",
      "import os\nos.mkdir('/data/d')",
      "import os\nos.rename('/data/a.txt', '/data/b.txt')",
    ]) {
      expect(() => run(code, mount())).toThrow(
        /PermissionError: \[Errno 30\] Read-only file system/,
      )
    }
    expect(readFileSync(join(host, 'a.txt'), 'utf8')).toBe('kept')
  })

  it('changes when it is read-write', () => {
    run("open('/data/new.txt', 'w').write('made')", mount({ mode: 'read-write' }))
    expect(readFileSync(join(host, 'new.txt'), 'utf8')).toBe('made')
  })

  it('seems to change under an overlay', () => {
    writeFileSync(join(host, 'a.txt'), 'kept')
    const files = mount({ mode: 'overlay' })
    expect(files.hasOverlayChanges).toBe(false)
    const code =
      "import os\nopen('/data/a.txt', 'a').write('!')\nopen('/data/b', 'w')\nopen('/data/a.txt').read()"
    expect(run(code, files)).toBe('kept!')
    run("import os\nos.remove('/data/a.txt')", files)
    expect(files.exists('/data/a.txt')).toBe(false)
    expect(readFileSync(join(host, 'a.txt'), 'utf8')).toBe('kept')
    expect(files.hasOverlayChanges).toBe(true)
  })

  it('takes so many bytes and no more', () => {
    const files = mount({ mode: 'read-write', writeBytesLimit: 8 })
    run("open('/data/a', 'w').write('12345')", files)
    expect(() => run("open('/data/b', 'w').write('12345')", files)).toThrow('OSError')
    expect(files.exists('/data/a')).toBe(true)
  })

  it('holds so much in memory under an overlay and no more', () => {
    const files = mount({ mode: 'overlay', memoryBytesLimit: 1_000 })
    run("open('/data/a', 'w').write('1' * 600)", files)
    const code =
      "try:\n    open('/data/b', 'w').write('1' * 600)\nexcept MemoryError as e:\n    r = str(e)\nr"
    expect(run(code, files)).toContain('mount memory usage limit')
    expect(() => mount({ memoryBytesLimit: -1 })).toThrow(
      'memoryBytesLimit must be a whole number of at least 0',
    )
  })

  it('is where Python works, unless it is told otherwise', async () => {
    writeFileSync(join(host, 'a.txt'), 'kept')
    const code = "import os\n[os.getcwd(), open('a.txt').read()]"
    for (const isolation of ['none', 'process'] as const) {
      const go = (options: RunAsyncOptions): Promise<unknown> =>
        new Monty(code).runAsync({ isolation, ...options })
      expect(await go({ files: mount() })).toEqual(['/data', 'kept'])
      const memory = new MemoryFileSystem({ files: { '/a.txt': 'memory' } })
      expect(await go({ files: [memory, mount()] })).toEqual(['/data', 'kept'])
      expect(await go({ files: [memory, mount()], cwd: '/' })).toEqual(['/', 'memory'])
      expect(await go({ files: memory })).toEqual(['/', 'memory'])
    }
    using session = new MontySession({ files: mount() })
    expect(session.feed(code)).toEqual(['/data', 'kept'])
  })

  describe('is not left', () => {
    beforeEach(() => {
      writeFileSync(join(top, 'secret.txt'), 'secret')
      mkdirSync(join(host, 'sub'))
      symlinkSync('../secret.txt', join(host, 'up'))
      symlinkSync(join(top, 'secret.txt'), join(host, 'absolute'))
      symlinkSync(top, join(host, 'dir'))
      symlinkSync('..', join(host, 'sub', 'parent'))
    })

    it.each(['read-only', 'read-write', 'overlay'] as const)('by any path (%s)', (mode) => {
      for (const path of [
        '/data/../secret.txt',
        '/data/sub/../../secret.txt',
        '/data/up',
        '/data/absolute',
        '/data/dir/secret.txt',
        '/data/sub/parent/../secret.txt',
        '/data/sub/parent/up',
        '//data/../secret.txt',
        `${host}/../secret.txt`,
      ]) {
        const read = `open(${JSON.stringify(path)}).read()`
        expect(() => run(read, mount({ mode }))).toThrow(
          /(PermissionError|FileNotFoundError|OSError): /,
        )
        const seen = `
from pathlib import Path
try:
    found = Path(${JSON.stringify(path)}).exists()
except PermissionError:
    found = False
found`
        expect([path, run(seen, mount({ mode }))]).toEqual([path, false])
      }
    })

    it.each(['read-write', 'overlay'] as const)('by writing (%s)', (mode) => {
      const attempts = [
        "open('/data/up', 'w').write('x')",
        "open('/data/absolute', 'a').write('x')",
        "open('/data/dir/new', 'w').write('x')",
        "import os\nos.mkdir('/data/dir/made')",
        "import os\nos.remove('/data/dir/secret.txt')",
        "import os\nos.rename('/data/sub', '/data/dir/sub')",
        "import os\nos.rename('/data/dir/secret.txt', '/data/stolen')",
      ]
      for (const code of attempts) {
        const outcome = caughtFrom(() => run(code, mount({ mode })))
        expect(outcome).toMatch(/^$|PermissionError|FileNotFoundError|OSError/)
      }
      expect(readFileSync(join(top, 'secret.txt'), 'utf8')).toBe('secret')
      expect(() => readFileSync(join(top, 'new'))).toThrow('ENOENT')
      expect(() => readFileSync(join(top, 'made'))).toThrow('ENOENT')
    })
  })

  it.each([
    [() => new MountDir('/data', '/no/such/place'), 'there is no directory'],
    [() => new MountDir('data', host), 'must be an absolute path'],
    [() => new MountDir('/data', host, { mode: 'rw' as never }), "'read-only' or"],
    [() => new MountDir('/data', host, { writeBytesLimit: 1.5 }), 'writeBytesLimit must be'],
    [() => run('1', [mount(), mount()]), 'overlap'],
    [
      () => new MemoryFileSystem({ '/a.txt': 'x' } as never),
      "/a.txt is not an option of MemoryFileSystem: files go into { files: { '/a.txt': … } }",
    ],
    [
      () => new MemoryFileSystem({ maxFile: 3 } as never),
      'maxFile is not an option of MemoryFileSystem; there are: files, root, maxBytes',
    ],
    [() => run('1', {} as FileSystem), 'files must be'],
  ])('is refused when it makes no sense', (make, message) => {
    expect(make).toThrow(MontyUsageError)
    expect(make).toThrow(message)
  })
})

describe('who answers', () => {
  const asked: string[] = []
  const os = (name: string, args: readonly unknown[]): unknown => {
    asked.push(`${name} ${String(args[0])}`)
    if (name === 'Path.exists') return true
    if (name === 'Path.read_text') return `contents of ${(args[0] as PyPath).path}`
    if (name === 'open') throw Object.assign(new Error('closed'), { name: 'PermissionError' })
    return NOT_HANDLED
  }
  beforeEach(() => void asked.splice(0))

  it('is directories first, then memory, then the callback, then nobody', () => {
    writeFileSync(join(host, 'f'), 'directory')
    const memory = new MemoryFileSystem({ root: '/mem', files: { '/mem/f': 'memory' } })
    const code = `
from pathlib import Path
out = [Path(p).read_text() for p in ['/data/f', '/mem/f', '/other/f']]
try:
    Path('/other').mkdir()
except PermissionError as e:
    out.append(str(e))
out`
    expect(run(code, [memory, mount()], { os })).toEqual([
      'directory',
      'memory',
      'contents of /other/f',
      "Permission denied: '/other'",
    ])
    expect(asked).toEqual(['Path.read_text /other/f', 'Path.mkdir /other'])
  })

  it('is nobody when nothing is given', () => {
    expect(() => run("open('/etc/passwd')")).toThrow(
      "PermissionError: Permission denied: '/etc/passwd'",
    )
  })

  it('may be a callback that takes its time', async () => {
    const slow = async (name: string, args: readonly unknown[]): Promise<unknown> => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return os(name, args)
    }
    const monty = new Monty(
      "from pathlib import Path\n[Path('/x').exists(), Path('/x').read_text()]",
    )
    expect(await monty.runAsync({ os: slow })).toEqual([true, 'contents of /x'])
    const refused = new Monty("from pathlib import Path\nPath('/x').unlink()").runAsync({
      os: slow,
    })
    await expect(refused).rejects.toThrow("PermissionError: Permission denied: '/x'")
    expect(() => monty.run({ os: slow })).toThrow('use runAsync')
  })

  it('may be a callback alone, for pathlib, open, os, csv and json', async () => {
    const code = `
import csv, json, os
from pathlib import Path
with open('/data/t.csv', 'w', newline='') as f:
    csv.writer(f).writerows([['a', 'b'], [1, 'x, y']])
with open('/data/t.csv', newline='') as f:
    rows = list(csv.DictReader(f))
Path('/data/t.json').write_text(json.dumps(rows))
with open('/data/t.json') as f:
    again = json.load(f)
seen = sorted(os.listdir('/data'))
os.remove('/data/t.csv')
out = [again, seen, os.path.exists('/data/t.csv'), Path('/data/t.json').exists()]
for attempt in [lambda: open('/data/none'), lambda: Path('/data/d').mkdir(), lambda: os.remove('/no')]:
    try:
        attempt()
    except OSError as e:
        out.append(type(e).__name__)
out`
    const expected = [
      [{ a: '1', b: 'x, y' }],
      ['t.csv', 't.json'],
      false,
      true,
      'FileNotFoundError',
      'PermissionError',
      'FileNotFoundError',
    ]
    expect(run(code, undefined, { os: byHand() })).toEqual(expected)
    expect(await new Monty(code).runAsync({ os: byHand(), isolation: 'process' })).toEqual(expected)
  })

  it.each([
    ["from pathlib import Path\nPath('/x').read_text()", 'PermissionError'],
    ["open('/x', 'w')", 'PermissionError'],
    ["import os\nos.listdir('/')", 'PermissionError'],
    ["import csv\ncsv.reader(open('/x'))", 'PermissionError'],
    ["import json\njson.load(open('/x'))", 'PermissionError'],
    ["import os\nos.environ['HOME']", 'KeyError'],
  ])('is nobody where nothing covers the path: %s', (code, type) => {
    const refused = new RegExp(`^${type}`)
    expect(() => run(code)).toThrow(refused)
    expect(() => run(code, new MemoryFileSystem({ root: '/mem' }))).toThrow(refused)
    expect(() => run(code, mount({ mode: 'overlay' }))).toThrow(refused)
    expect(() => run(code, undefined, { os: () => NOT_HANDLED })).toThrow(refused)
  })

  it('gives back what a callback throws as the cause', () => {
    expect(() => run("open('/x')", undefined, { os })).toThrow('PermissionError: closed')
  })
})

describe('the environment', () => {
  const code =
    "import os\n[os.getenv('HOME'), os.getenv('NONE', 'default'), os.environ.get('HOME'), len(os.environ)]"

  it('is what is given', () => {
    expect(run(code, undefined, { env: { HOME: '/home/ada' } })).toEqual([
      '/home/ada',
      'default',
      '/home/ada',
      1,
    ])
  })

  it('is empty otherwise', () => {
    expect(run(code)).toEqual([null, 'default', null, 0])
  })

  it('may come from the callback', () => {
    const os = (name: string, args: readonly unknown[]): unknown =>
      name === 'os.getenv' && args[0] === 'KEY' ? 'value' : NOT_HANDLED
    expect(run("import os\n[os.getenv('KEY'), os.getenv('B', 'b')]", undefined, { os })).toEqual([
      'value',
      'b',
    ])
  })
})
