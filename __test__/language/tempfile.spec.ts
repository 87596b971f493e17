import { MemoryFileSystem, Monty } from 'monty-node'
import { expect, it } from 'vitest'

const CODE = `
import os, tempfile
out = []
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "a.txt")
    with open(path, "w") as f:
        f.write("hello")
    out.append([open(path).read(), os.path.exists(folder), folder.startswith(tempfile.gettempdir())])
out.append(os.path.exists(folder))
with tempfile.NamedTemporaryFile("w+", suffix=".txt") as f:
    f.write("one\\ntwo\\n")
    f.seek(0)
    out.append([f.readline(), f.read(), f.name.endswith(".txt"), os.path.exists(f.name)])
out.append(os.path.exists(f.name))
f = tempfile.NamedTemporaryFile(mode="w", delete=False)
f.write("kept")
f.close()
out.append(open(f.name).read())
with tempfile.TemporaryFile() as f:
    f.write(b"bytes")
    f.seek(1)
    out.append(f.read())
out.append(os.path.isdir(tempfile.mkdtemp(prefix="job-")))
out`

it.each(['none', 'process'] as const)(
  'tempfile keeps what is temporary among the files of the run, isolation: %s',
  async (isolation) => {
    const files = [new MemoryFileSystem()]
    expect(await new Monty(CODE).runAsync({ files, isolation })).toEqual([
      ['hello', true, true],
      false,
      ['one\n', 'two\n', true, true],
      false,
      'kept',
      Buffer.from('ytes'),
      true,
    ])
  },
)

it.each([
  ['"w"', 'f.read()', 'not readable'],
  ['"wb"', 'f.readline()', 'read'],
  [
    '"w+"',
    'f.write("a\\r\\n")',
    "\\r in a temporary text file is not available here: open it in mode 'w+b'",
  ],
  ['"q"', 'f.read()', "invalid mode: 'q'"],
  [
    '"w+", newline="\\r\\n"',
    'f.read()',
    'a temporary file with other ends of lines is not available',
  ],
  ['"w+", errors="replace"', 'f.read()', "a temporary file with errors='replace' is not available"],
])('a temporary file of mode %s refuses what it does not do: %s', async (mode, use, message) => {
  const code = `
import tempfile
try:
    with tempfile.NamedTemporaryFile(${mode}) as f:
        ${use}
    got = None
except (OSError, ValueError, NotImplementedError) as error:
    got = str(error)
got`
  expect(await new Monty(code).runAsync({ files: [new MemoryFileSystem()] })).toContain(message)
})
