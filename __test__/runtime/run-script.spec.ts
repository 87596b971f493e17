import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { MontyRuntime, runScriptTool } from '../../src/runtime/index.js'

const place = mkdtempSync(join(tmpdir(), 'monty-scripts-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))
const folder = join(place, 'scripts')
mkdirSync(join(folder, 'reports'), { recursive: true })
writeFileSync(join(place, '.env'), 'API_KEY=sk_live_0123456789\n')
writeFileSync(join(place, 'secret.py'), '"sk_live_0123456789"')
writeFileSync(join(folder, 'double.py'), 'n * 2')
writeFileSync(join(folder, 'reports', 'day.py'), '"a day"')
writeFileSync(join(folder, '.env'), 'API_KEY=sk_live_0123456789\n')
writeFileSync(join(folder, 'words.txt'), 'sk_live_0123456789 and more words\n')
writeFileSync(join(folder, 'fails.py'), 'secret = "sk_live_0123456789"\n\n1 / 0')
writeFileSync(join(folder, 'types.py'), 'len(7, "sk_live_0123456789")')
writeFileSync(join(folder, 'attribute.py'), '"x".sk_live_0123456789')
symlinkSync(join(place, 'secret.py'), join(folder, 'link.py'))
symlinkSync(place, join(folder, 'up'))

const runtimeOf = (tool: ReturnType<typeof runScriptTool>): MontyRuntime =>
  new MontyRuntime({ isolation: 'none', typeCheck: false, tools: { run_script: tool } })

async function failureOf(runtime: MontyRuntime, path: string): Promise<string> {
  const code = `try:\n    r = await run_script(${JSON.stringify(path)})\nexcept Exception as e:\n    r = type(e).__name__ + ": " + str(e)\nr`
  return String(await runtime.execute(code).value())
}

describe('scripts in a folder', () => {
  const runtime = runtimeOf(runScriptTool({ folder }))

  it('are run by their paths in it', async () => {
    expect(await runtime.execute('await run_script("double.py", inputs={"n": 21})').value()).toBe(
      42,
    )
    expect(await runtime.execute('await run_script("reports/day.py")').value()).toBe('a day')
  })

  it.each([
    ['../.env'],
    ['../secret.py'],
    ['reports/../../secret.py'],
    ['./double.py'],
    ['reports//day.py'],
    [join(place, 'secret.py')],
    ['/etc/passwd'],
    ['..\\secret.py'],
    ['C:\\secret.py'],
    ['file:///etc/passwd'],
    ['..'],
    ['.'],
    [''],
    ['double.py\0'],
    ['link.py'],
    ['up/secret.py'],
    ['up/.env'],
  ])('are not reached as %j', async (path) => {
    const failure = await failureOf(runtime, path)
    expect(failure).toMatch(/^(PermissionError|FileNotFoundError|OSError): /)
    expect(failure).not.toContain('sk_live')
    expect(failure).not.toContain(place)
  })

  it.each([
    ['.env', 'RuntimeError: .env: NameError (line 1)'],
    ['words.txt', 'RuntimeError: words.txt: it is not Python that runs here (line 1)'],
    ['fails.py', 'RuntimeError: fails.py: ZeroDivisionError: division by zero (line 3)'],
    ['attribute.py', 'RuntimeError: attribute.py: AttributeError (line 1)'],
    ['none.py', 'FileNotFoundError: there is no script none.py'],
    ['reports', 'OSError: the script reports cannot be read'],
  ])('tell of a failure of %s without showing it', async (path, failure) => {
    expect(await failureOf(runtime, path)).toBe(failure)
  })

  it('tell of findings of the type checker without showing them', async () => {
    const checking = new MontyRuntime({
      isolation: 'none',
      tools: { run_script: runScriptTool({ folder }) },
    })
    expect(await failureOf(checking, 'types.py')).toBe(
      'RuntimeError: types.py: its types do not fit (line 1)',
    )
  })

  it('is there, and said by name', () => {
    const bad =
      (scripts: unknown): (() => unknown) =>
      () =>
        runScriptTool(scripts as never)
    expect(bad({ folder: join(place, 'nowhere') })).toThrow('there is no directory')
    expect(bad({ folder: 7 })).toThrow('runScriptTool needs')
    expect(bad({ folder, recursive: true })).toThrow('recursive is not an option of runScriptTool')
  })
})

describe('scripts that a function reads', () => {
  it('show nothing of other files, nor where they are', async () => {
    const runtime = runtimeOf(runScriptTool((path) => readFile(join(folder, path), 'utf8')))
    for (const path of ['../.env', '.env', 'words.txt', 'none.py', 'reports']) {
      const failure = await failureOf(runtime, path)
      expect(failure).not.toContain('sk_live')
      expect(failure).not.toContain(place)
    }
    expect(await failureOf(runtime, 'none.py')).toBe(
      'FileNotFoundError: there is no script none.py',
    )
  })
})
