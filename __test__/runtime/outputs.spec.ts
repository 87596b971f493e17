import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MemoryFileSystem } from '../../src/host/files/memory.js'
import { tool } from '../../src/host/tool.js'
import {
  modelAnswer,
  MontyRuntime,
  type PythonAnswer,
  pythonTool,
} from '../../src/runtime/index.js'

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

interface Kept {
  path: string
  bytes: number
  shape: string
  head: string
  tail: string
}

const keptIn = ({ result }: PythonAnswer): Kept => result as unknown as Kept

describe.each(['none', 'process'] as const)(
  'what does not fit an answer, isolation: %s',
  (isolation) => {
    const rows = tool({
      input: z.object({ count: z.int(), pad: z.int().default(0) }),
      execute: ({ count, pad }) =>
        Array.from({ length: count }, (_, id) => ({ id, name: `row "${id}"${'-'.repeat(pad)}` })),
    })

    it('is kept as a file that the next program of a shared state reads', async () => {
      const runtime = new MontyRuntime({ isolation, state: 'shared', tools: { rows } })
      const { execute } = pythonTool(runtime)
      const answer = await execute({ code: 'await rows(5_000, 1_000)' })
      const kept = keptIn(answer)
      expect(bytesOf(answer.result)).toBeLessThanOrEqual(32 * 1024)
      expect(kept).toMatchObject({
        path: '/outputs/1.json',
        shape: 'list of 5000: dict {id: int, name: str}',
        head: expect.stringMatching(/^\[\{"id":0,/),
        tail: expect.stringMatching(/-{1000}"\}\]$/),
      })
      expect(kept.bytes).toBeGreaterThan(5_000_000)
      const next = await execute({
        code: `import json\nall = json.load(open("${kept.path}"))\n[len(all), all[-1]["name"].rstrip("-")]`,
      })
      expect(next.result).toEqual([5_000, 'row "4999"'])
      await runtime.close()
    })

    it('is kept of what was printed, and of the results that a failure tells of', async () => {
      const runtime = new MontyRuntime({
        isolation,
        state: 'shared',
        tools: { rows },
        budgets: { stdoutBytes: 300, errorBytes: 400 },
      })
      const { execute } = pythonTool(runtime)
      const printed = await execute({ code: 'for i in range(1000):\n    print("line", i)' })
      expect(Buffer.byteLength(printed.stdout!)).toBeLessThan(420)
      expect(printed.stdout).toMatch(
        /^line 0\n[^]*all of it is in \/outputs\/1\.txt[^]*line 999\n$/,
      )
      const calls = (await execute({ code: 'r = await rows(1000)\nr["id"]' })).calls!
      expect(calls[0]).toMatch(
        /^rows\(1000\): ok → .+\n\[\.\.\. \d{4,} bytes in all, list.*: all of it is in \/outputs\/2\.json \.\.\.\]\n.+\]$/s,
      )
      const read = await execute({
        code: 'import json\n[len(open("/outputs/1.txt").read().split()), len(json.load(open("/outputs/2.json")))]',
      })
      expect(read.result).toEqual([2_000, 1_000])
      await runtime.close()
    })

    it('is kept for one conversation, and none sees the files of another', async () => {
      const runtime = new MontyRuntime({ isolation, budgets: { resultBytes: 400 } })
      const run = async (code: string, conversation?: string): Promise<PythonAnswer> =>
        modelAnswer(
          await runtime.execute(code, conversation === undefined ? {} : { conversation }).outcome,
        )
      expect(keptIn(await run('"a" * 1000', 'ada')).path).toBe('/outputs/1.json')
      expect(keptIn(await run('"b" * 1000', 'bob')).path).toBe('/outputs/1.json')
      const read = 'import json\njson.load(open("/outputs/1.json"))[0]'
      expect((await run(read, 'ada')).result).toBe('a')
      expect((await run(read, 'bob')).result).toBe('b')
      expect((await run(read, 'eve')).status).toBe('error')
      // Without a conversation nobody would come back for it.
      expect((await run('"c" * 1000')).result).toMatch(/bytes cut|the rest cut/)
      expect((await run(read)).status).toBe('error')
    })

    it('is kept once however often it is told, with exact ints, and Python cannot change it', async () => {
      const runtime = new MontyRuntime({ isolation, budgets: { resultBytes: 300 } })
      const given = { conversation: 'x' }
      const outcome = await runtime.execute('[2**70] * 100', given).outcome
      expect(modelAnswer(outcome)).toEqual(modelAnswer(outcome))
      const read = 'import json\njson.load(open("/outputs/1.json"))[99] == 2**70'
      expect(await runtime.execute(read, given).value()).toBe(true)
      for (const write of [
        'open("/outputs/1.json", "w").write("x")',
        'import os\nos.remove("/outputs/1.json")',
        'import pathlib\npathlib.Path("/outputs/1.json").rename("/outputs/2.json")',
        'open("/outputs/new.txt", "a").write("x")',
      ]) {
        expect(await runtime.execute(write, given).outcome).toMatchObject({
          status: 'error',
          error: { exception: { typeName: 'PermissionError' } },
        })
      }
      expect(await runtime.execute('import os\nos.listdir("/outputs")', given).value()).toEqual([
        '1.json',
      ])
    })

    it('is not kept where it has no end, as of parts that share their parts', async () => {
      const runtime = new MontyRuntime({ isolation, state: 'shared' })
      const { execute } = pythonTool(runtime)
      const before = process.memoryUsage().heapUsed
      const answer = await execute({ code: 'x = [1]\nfor i in range(60):\n    x = [x, x]\nx' })
      expect(answer.result).toMatch(/the rest cut/)
      expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 1024 * 1024)
      expect((await execute({ code: '1 + 1' })).result).toBe(2)
      await runtime.close()
    })

    it('has a quota and an end', async () => {
      const runtime = new MontyRuntime({
        isolation,
        budgets: { resultBytes: 200 },
        outputs: { maxBytes: 5_000, maxFileBytes: 3_000, expiresInMs: 300 },
      })
      const given = { conversation: 'x' }
      const tell = async (code: string): Promise<PythonAnswer> =>
        modelAnswer(await runtime.execute(code, given).outcome)
      const list = 'import os\nos.listdir("/outputs")'
      for (let file = 0; file < 4; file++) await tell('"x" * 2000')
      expect((await tell(list)).result).toEqual(['3.json', '4.json'])
      expect((await tell('"x" * 4000')).result).toMatch(/cut/)
      await sleep(400)
      expect((await tell(list)).result).toEqual([])
    })
  },
)

it('files of the application come before, unless somebody asks for ours', async () => {
  const files = new MemoryFileSystem({ files: { '/outputs/own.txt': 'own', '/artifacts/a': 'a' } })
  const plain = new MontyRuntime({ isolation: 'none', state: 'shared', files })
  const code = 'open("/outputs/own.txt").read()'
  expect(await plain.execute(code).value()).toBe('own')
  expect((await plain.execute('open("/artifacts/b", "w").write("b")').outcome).artifacts).toEqual(
    [],
  )
  const asked = new MontyRuntime({ isolation: 'none', state: 'shared', files, outputs: {} })
  expect((await asked.execute(code).outcome).status).toBe('error')
  expect(() => new MontyRuntime({ outputs: { maxByte: 1 } as never })).toThrow(/maxByte/)
  expect(() => new MontyRuntime({ artifacts: { maxBytes: -1 } })).toThrow(/artifacts\.maxBytes/)
})
