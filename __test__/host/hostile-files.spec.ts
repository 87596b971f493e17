import { describe, expect, it } from 'vitest'
import { Monty } from '../../src/index.js'
import { MemoryFileSystem } from '../../src/host/index.js'

const MIB = 1024 * 1024

describe('files that are no text', () => {
  // What CPython says of the same bytes.
  it.each([
    [0, [0xff, 0x61], 'byte 0xff in position 0: invalid start byte'],
    [10, [0x80], 'byte 0x80 in position 10: invalid start byte'],
    [64 * 1024 - 2, [0xc3, 0x28], 'byte 0xc3 in position 65534: invalid continuation byte'],
    [64 * 1024 - 1, [0xe2, 0x82, 0x28], 'bytes in position 65535-65536: invalid continuation byte'],
    [200_000, [0xe0, 0x80], 'byte 0xe0 in position 200000: invalid continuation byte'],
    [200_000, [0xf0, 0x9f, 0x98], 'bytes in position 200000-200002: unexpected end of data'],
    [3, [0xe2], 'byte 0xe2 in position 3: unexpected end of data'],
    [30 * MIB, [0xff], 'byte 0xff in position 31457280: invalid start byte'],
  ])('say where that shows: %s %j', (at, bad, said) => {
    const files = new MemoryFileSystem()
    files.write('/a', Buffer.concat([Buffer.alloc(at, 'x'), Buffer.from(bad)]))
    const code = `try:
    open("/a").read()
except UnicodeDecodeError as error:
    message = str(error)
message`
    const began = performance.now()
    const message = new Monty(code).run({ files, limits: { maxMemoryBytes: 256 * MIB } })
    expect(performance.now() - began).toBeLessThan(1_500)
    expect(message).toBe(`'utf-8' codec can't decode ${said}`)
  })

  it('texts are read as they are, across blocks', () => {
    const text = '\ufeffä€😀'.repeat(40_000)
    const files = new MemoryFileSystem({ files: { '/a': text } })
    expect(new Monty('open("/a").read()').run({ files })).toBe(text)
  })
})

describe.each(['none', 'process'] as const)('isolation %s', (isolation) => {
  it.each([
    'Path("/" + "a/" * 1_000_000).exists()',
    'Path("/" + "a" * 2_000_000).read_text()',
    'open("/" + "a/" * 500_000, "w")',
    'Path("/" + "a/" * 500_000).mkdir(parents=True)',
    'Path("/x").rename("/" + "a/" * 500_000)',
  ])('a path of millions of characters is too long: %s', async (call) => {
    const code = `from pathlib import Path
try:
    ${call}
except OSError as error:
    message = str(error)
message`
    const began = performance.now()
    const files = new MemoryFileSystem({ files: { '/x': '' } })
    const message = await new Monty(code).runAsync({ files, isolation })
    expect(message).toMatch(/^\[Errno 36\] File name too long: '\/aa?/)
    expect((message as string).length).toBeLessThan(200)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
