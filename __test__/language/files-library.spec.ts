import { MemoryFileSystem, Monty } from 'monty-node'
import { expect, it } from 'vitest'

/** Of a folder `ROOT`. */
const PROGRAM = String.raw`
import glob
import os
import shutil

def show(found):
    print(sorted(path.replace(ROOT, "") for path in found))

show(glob.glob(f"{ROOT}/*.txt"))
show(glob.glob(f"{ROOT}/*"))
show(glob.glob(f"{ROOT}/**/*.py", recursive=True))
show(glob.glob(f"{ROOT}/**", recursive=True))
show(glob.glob(f"{ROOT}/s*/[ab].py"))
show(glob.glob(f"{ROOT}/src/?.py"))
show(glob.glob(f"{ROOT}/.*"))
show(glob.glob(f"{ROOT}/src"))
show(glob.glob(f"{ROOT}/none/*"))
show(glob.glob(f"{ROOT}/*/"))
show(glob.glob("*.txt", root_dir=ROOT))
show(glob.glob("**/*.py", root_dir=ROOT, recursive=True))
show(glob.iglob(f"{ROOT}/*", include_hidden=True))
print(glob.escape("a[1]*.txt"), glob.has_magic("a?"), glob.has_magic("a"))

print(shutil.copy(f"{ROOT}/notes.txt", f"{ROOT}/src").replace(ROOT, ""))
print(shutil.copyfile(f"{ROOT}/notes.txt", f"{ROOT}/copy.txt").replace(ROOT, ""))
print(open(f"{ROOT}/copy.txt").read(), open(f"{ROOT}/src/notes.txt").read())
shutil.copytree(f"{ROOT}/src", f"{ROOT}/backup", ignore=shutil.ignore_patterns("*.txt", "deep"))
show(glob.glob(f"{ROOT}/backup/**", recursive=True))
print(shutil.move(f"{ROOT}/copy.txt", f"{ROOT}/backup").replace(ROOT, ""))
print(shutil.move(f"{ROOT}/backup/copy.txt", f"{ROOT}/moved.txt").replace(ROOT, ""))
show(os.listdir(f"{ROOT}/backup"))
for wrong in (
    lambda: shutil.copyfile(f"{ROOT}/notes.txt", f"{ROOT}/notes.txt"),
    lambda: shutil.copytree(f"{ROOT}/src", f"{ROOT}/backup"),
    lambda: shutil.copy(f"{ROOT}/missing", f"{ROOT}/x"),
    lambda: shutil.rmtree(f"{ROOT}/missing"),
):
    try:
        wrong()
    except OSError as error:
        print(type(error).__name__)
shutil.rmtree(f"{ROOT}/backup")
shutil.rmtree(f"{ROOT}/missing", ignore_errors=True)
print(os.path.exists(f"{ROOT}/backup"), os.path.exists(f"{ROOT}/moved.txt"))
with open(f"{ROOT}/notes.txt") as source, open(f"{ROOT}/again.txt", "w") as target:
    shutil.copyfileobj(source, target)
print(open(f"{ROOT}/again.txt").read(), shutil.get_terminal_size((70, 20)).columns)
`

/** What CPython prints, in a folder with these files. */
const EXPECTED = [
  "['/more.txt', '/notes.txt']",
  "['/more.txt', '/notes.txt', '/src']",
  "['/src/a.py', '/src/b.py', '/src/deep/c.py']",
  "['/', '/more.txt', '/notes.txt', '/src', '/src/a.py', '/src/b.py', '/src/deep', '/src/deep/c.py']",
  "['/src/a.py', '/src/b.py']",
  "['/src/a.py', '/src/b.py']",
  "['/.hidden']",
  "['/src']",
  '[]',
  "['/src/']",
  "['more.txt', 'notes.txt']",
  "['src/a.py', 'src/b.py', 'src/deep/c.py']",
  "['/.hidden', '/more.txt', '/notes.txt', '/src']",
  'a[[]1][*].txt True False',
  '/src/notes.txt',
  '/copy.txt',
  'note note',
  "['/backup/', '/backup/a.py', '/backup/b.py']",
  '/backup/copy.txt',
  '/moved.txt',
  "['a.py', 'b.py']",
  'SameFileError',
  'FileExistsError',
  'FileNotFoundError',
  'FileNotFoundError',
  'False True',
  'note 70',
]

it('finds, copies and moves files of the run as CPython does', () => {
  const files = new MemoryFileSystem({
    root: '/data',
    files: {
      '/data/notes.txt': 'note',
      '/data/more.txt': 'more',
      '/data/.hidden': 'h',
      '/data/src/a.py': 'a',
      '/data/src/b.py': 'b',
      '/data/src/deep/c.py': 'c',
    },
  })
  const printed: string[] = []

  new Monty(`ROOT = '/data'\n${PROGRAM}`).run({
    files,
    printCallback: (_stream, text) => printed.push(text),
  })

  expect(printed.join('').trimEnd().split('\n')).toEqual(EXPECTED)
})
