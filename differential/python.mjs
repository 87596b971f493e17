import { asked } from './asked.mjs'

/** Runs each program by itself and tells what it printed and how it ended. */
const DRIVER = `
import contextlib, io, json, sys, traceback
for line in sys.stdin:
    code = json.loads(line)
    out = io.StringIO()
    error = ""
    with contextlib.redirect_stdout(out):
        try:
            space = {"__name__": "__main__"}
            exec(compile(code, "main.py", "exec"), space)
        except BaseException as e:
            frames = [f"{f.lineno} {f.name}" for f in traceback.extract_tb(e.__traceback__)[1:]]
            error = "\\n".join([type(e).__name__ + ": " + str(e), *frames])
        space.clear()
    sys.stdout.write(json.dumps([out.getvalue(), error]) + "\\n")
    sys.stdout.flush()
`

/** What CPython makes of the programs: what each prints, and the exception that ends it. */
export const runInCPython = (programs, command = 'python3') =>
  asked(command, ['-X', 'utf8', '-c', DRIVER], programs)
