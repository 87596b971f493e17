import { spawn } from 'node:child_process'

/** Runs each program by itself and tells what it printed and how it ended. */
const DRIVER = `
import contextlib, io, json, sys, traceback
for line in sys.stdin:
    code = json.loads(line)
    out = io.StringIO()
    error = ""
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(code, "main.py", "exec"), {"__name__": "__main__"})
        except BaseException as e:
            frames = [f"{f.lineno} {f.name}" for f in traceback.extract_tb(e.__traceback__)[1:]]
            error = "\\n".join([type(e).__name__ + ": " + str(e), *frames])
    sys.stdout.write(json.dumps([out.getvalue(), error]) + "\\n")
    sys.stdout.flush()
`

/** What CPython makes of the programs: what each prints, and the exception that ends it. */
export async function runInCPython(programs, command = 'python3') {
  const child = spawn(command, ['-X', 'utf8', '-c', DRIVER], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = []
  let rest = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  for (const program of programs) child.stdin.write(`${JSON.stringify(program)}\n`)
  child.stdin.end()
  await ended
  if (lines.length !== programs.length) {
    throw new Error(`${command} ended after ${lines.length} of ${programs.length} programs`)
  }
  return lines.map((line) => JSON.parse(line))
}
