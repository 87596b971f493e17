import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type FileSystem,
  MemoryFileSystem,
  Monty,
  MontyRuntime,
  MontySession,
  MountDir,
  type RunAsyncOptions,
  tool,
} from 'monty-node'
import { afterAll, describe, expect, it } from 'vitest'

const top = mkdtempSync(join(tmpdir(), 'monty-context-'))
writeFileSync(join(top, 'f'), 'directory')
afterAll(() => rmSync(top, { recursive: true }))

/** The files that a tool of a run is given. */
async function filesOf(options: RunAsyncOptions): Promise<FileSystem> {
  let files: FileSystem | undefined
  const look = tool({
    input: { type: 'object' },
    execute: (_input, context) => void (files = context.files),
  })
  await new Monty('await look()').runAsync({ ...options, externalFunctions: { look } })
  return files!
}

describe('the files in the context of a tool', () => {
  const memory = (): MemoryFileSystem =>
    new MemoryFileSystem({ files: { '/f': 'memory', '/data/f': 'hidden by the directory' } })

  it('are those of the run', async () => {
    const files = memory()
    expect(await filesOf({ files })).toBe(files)
    expect((await filesOf({})).list()).toEqual([])
  })

  it('are of the call alone where Python sees none, and stay what they are', async () => {
    const scribble = tool({
      input: { type: 'object' },
      execute: (_input, context) => {
        context.files.write('/note', 'kept')
        return context.files.readText('/note')
      },
    })
    const look = tool({ input: { type: 'object' }, execute: (_input, { files }) => files.list() })
    const code = '[await scribble(), await look()]'
    const tools = { scribble, look }
    expect(await new Monty(code).runAsync({ externalFunctions: tools })).toEqual(['kept', []])
    const runtime = new MontyRuntime({ tools, isolation: 'none' })
    expect(await runtime.execute(code).value()).toEqual(['kept', []])
  })

  it('are all of them, each path where Python has it', async () => {
    const own = memory()
    const files = await filesOf({
      files: [own, new MountDir('/data', top, { mode: 'read-write' })],
    })
    expect([files.readText('/f'), files.readText('/data/f')]).toEqual(['memory', 'directory'])
    expect(files.readBytes('/data/f')).toEqual(Buffer.from('directory'))
    expect(files.list()).toEqual(['/data/f', '/f'])
    expect(files.list('/data')).toEqual(['/data/f'])
    files.write('/data/sub/new', 'x')
    files.write('/new', 'y')
    expect(readFileSync(join(top, 'sub/new'), 'utf8')).toBe('x')
    expect(own.readText('/new')).toBe('y')
    files.remove('/data/sub')
    expect([files.exists('/data/sub/new'), files.exists('/data/f'), files.exists('/no')]).toEqual([
      false,
      true,
      false,
    ])
  })

  it('refuse what none of them serves', async () => {
    const files = await filesOf({
      files: [new MemoryFileSystem({ root: '/mem' }), new MountDir('/data', top)],
    })
    expect(files.exists('/else')).toBe(false)
    expect(() => files.readText('/else')).toThrow('No such file or directory')
    expect(() => files.write('/else', 'x')).toThrow('Permission denied')
    expect(() => files.list('/else')).toThrow('No such file or directory')
    expect(() => files.write('/data/f', 'x')).toThrow('Read-only file system')
  })

  it('are the feed’s own, when it has some', async () => {
    const seen: string[] = []
    const look = tool({
      input: { type: 'object' },
      execute: (_input, { files }) => void seen.push(files.readText('/f')),
    })
    using session = new MontySession({ files: memory(), externalFunctions: { look } })
    await session.feedAsync('await look()')
    const files = new MemoryFileSystem({ files: { '/f': 'feed' } })
    await session.feedAsync('await look()', { files })
    expect(seen).toEqual(['memory', 'feed'])
  })
})
