import { describe, expect, it, test } from 'vitest'
import { Monty, MontyError, PythonModule } from 'monty-node'
import { Monty as CompatMonty } from 'monty-node/compat'

const BUILT_INS = (
  'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError ' +
  'BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ' +
  'ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError ' +
  'Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError ' +
  'FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ' +
  'ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError ' +
  'KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError ' +
  'NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning ' +
  'PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError ' +
  'RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError ' +
  'SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError ' +
  'UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError ' +
  'Warning ZeroDivisionError abs aiter all anext any ascii bin bool breakpoint bytearray bytes ' +
  'callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec filter ' +
  'float format frozenset getattr globals hasattr hash help hex id input int isinstance ' +
  'issubclass iter len list locals map max memoryview min next object oct open ord pow print ' +
  'property range repr reversed round set setattr slice sorted staticmethod str sum super tuple ' +
  'type vars zip'
).split(' ')

const MODULES = (
  'abc argparse array ast asyncio base64 binascii bisect calendar cmath collections configparser contextlib ' +
  'copy csv ctypes dataclasses datetime decimal difflib dis email enum errno fnmatch fractions ' +
  'functools gc getpass glob graphlib gzip hashlib heapq hmac html http importlib inspect io ' +
  'ipaddress itertools json keyword locale logging lzma math mimetypes multiprocessing numbers ' +
  'operator os pathlib pickle platform posixpath pprint queue random re reprlib secrets select shelve shlex shutil ' +
  'signal socket sqlite3 ssl stat statistics string stringprep struct subprocess sys sysconfig ' +
  'tempfile textwrap threading time timeit token tokenize tomllib traceback types typing typing_extensions ' +
  'unicodedata unittest urllib uuid warnings weakref xml zipfile zlib zoneinfo gc builtins'
).split(' ')

/** What the interpreter says against a program; `undefined` for one that runs. */
function complaint(run: () => unknown): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (error instanceof MontyError) return error.message
    throw error
  }
}

/** Some stand only where they are called, or in a method. */
const USES: ReadonlyArray<(name: string) => string> = [
  (name) => name,
  (name) => `${name}(1)`,
  (name) => `${name}(1, "x")`,
  (name) => `class A:\n    def f(self):\n        return ${name}()\nA().f()`,
]

describe('a function of the host is refused exactly when Python has a built-in of its name:', () => {
  test.each(BUILT_INS)('%s', (name) => {
    const isThere = USES.some(
      (use) =>
        complaint(() => new Monty(use(name)).run()) !== `NameError: name '${name}' is not defined`,
    )
    const given = complaint(() => new Monty('1').run({ externalFunctions: { [name]: () => 1 } }))
    expect(given !== undefined).toBe(isThere)
  })
})

describe('a module of the host is refused exactly when the interpreter has one of its name:', () => {
  test.each(MODULES)('%s', (name) => {
    const isThere = complaint(() => new Monty(`import ${name}`).run()) === undefined
    const modules = { [name]: new PythonModule({ mine: 1 }) }
    const given = complaint(() => new Monty(`import ${name}\n${name}.mine`).run({ modules }))
    const byName = complaint(() => new Monty('1').run({ modules }))
    expect(given !== undefined).toBe(isThere)
    expect(byName?.includes('choose another name') ?? false).toBe(isThere)
  })
})

it('is ignored by the compatible API, as by its peer', () => {
  const externalFunctions = { len: () => 'mine', f: () => 'of the host' }
  expect(new CompatMonty('[len("four"), f()]').run({ externalFunctions })).toEqual([
    4,
    'of the host',
  ])
})
