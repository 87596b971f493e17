import { Monty, NOT_HANDLED, type OsHandler, type PyPath } from 'monty-node'
import { describe, expect, it } from 'vitest'

const run = (code: string, options: object): unknown => new Monty(code).run(options)

describe('os that answers open() with what is in the file', () => {
  const contents: Record<string, unknown> = {
    '/t.csv': 'a,b\n1,ü\n',
    '/u': new TextEncoder().encode('ü\n'),
    '/raw': Buffer.from([0xff, 0]),
  }
  const opens: OsHandler = (name, [path]) =>
    name === 'open' ? contents[(path as PyPath).path] : NOT_HANDLED
  const code = `
import csv, io
from pathlib import Path
out = []
with open('/t.csv', newline='') as f:
    out.append(list(csv.DictReader(f)))
with open('/t.csv') as f:
    out.append([f.readline(), f.read(2), f.readlines()])
with open('/t.csv', 'rb') as f:
    out.append(f.read())
with open('/u', encoding='utf-8') as f:
    out.append(f.read())
with open('/raw', 'rb') as f:
    out.append(f.read())
out.append(Path('/u').read_text())
for attempt in [lambda: open('/none'), lambda: open('/t.csv', 'w'), lambda: open('/t.csv', 'a')]:
    try:
        attempt()
    except OSError as e:
        out.append(type(e).__name__)
out`
  const expected = [
    [{ a: '1', b: 'ü' }],
    ['a,b\n', '1,', ['ü\n']],
    Buffer.from('a,b\n1,ü\n'),
    'ü\n',
    Buffer.from([0xff, 0]),
    'ü\n',
    ...Array.from({ length: 3 }, () => 'PermissionError'),
  ]

  it('gives it to Python, at once or later, here and in a worker', async () => {
    expect(run(code, { os: opens })).toEqual(expected)
    const later: OsHandler = async (name, args, kwargs) => opens(name, args, kwargs)
    for (const isolation of ['none', 'process'] as const)
      expect(await new Monty(code).runAsync({ os: later, isolation })).toEqual(expected)
  })

  it.each([
    ['/raw', Buffer.from([0x61, 0xff]), '0xff in position 1: invalid start byte'],
    ['/cut', new Uint8Array([0xe2, 0x82]), 'bytes in position 0-1: unexpected end of data'],
    ['/cont', Buffer.from([0x80]), '0x80 in position 0: invalid start byte'],
  ])('raises where bytes are no text: %s', (path, bytes, told) => {
    const raw: OsHandler = (name) => (name === 'open' ? bytes : NOT_HANDLED)
    expect(() => run(`open('${path}').read()`, { os: raw })).toThrow(told)
    expect(() => run(`open('${path}').read()`, { os: raw })).toThrow('UnicodeDecodeError')
    expect(run(`open('${path}', 'rb').read()`, { os: raw })).toEqual(Buffer.from(bytes))
  })

  it('keeps nothing of it for another run', () => {
    let times = 0
    const counting: OsHandler = (name) => (name === 'open' ? `${++times}` : NOT_HANDLED)
    const read = (path: string): unknown => run(`f = open('${path}')\nf.read()`, { os: counting })
    expect([read('/a'), read('/a')]).toEqual(['2', '4'])
  })
})
