import { MontyUsageError } from '../core/errors.js'

/** Refuses a function or tool that Python would never call. `where` is the option that has it. */
export function refuseBuiltIn(where: string, name: string): void {
  if (!isBuiltIn(name)) return
  throw new MontyUsageError(
    `${where}.${name}: Python has a built-in ${name}, which it would call instead: choose another name`,
  )
}

/** Whether Python has a built-in of this name, which it calls instead of the host's function. */
export function isBuiltIn(name: string): boolean {
  return BUILT_INS.has(name)
}

/** Whether Python has an exception of this name. */
export function isException(name: string): boolean {
  return isBuiltIn(name) && /(?:Error|Exception|Exit|Group|Interrupt|Iteration|Warning)$/.test(name)
}

/**
 * Whether the interpreter has a module of this name, which Python imports instead of the host's.
 */
export function isStandardModule(name: string): boolean {
  return MODULES.has(name)
}

/**
 * The built-ins of `language: 'python'`; the interpreter's own language has fewer. A host that
 * needs one of these names chooses another.
 */
const BUILT_INS: ReadonlySet<string> = new Set(
  (
    'aiter anext ascii breakpoint bytearray callable classmethod compile delattr dir globals ' +
    'help input issubclass locals memoryview staticmethod super vars BaseExceptionGroup ' +
    'ExceptionGroup GeneratorExit StopAsyncIteration BlockingIOError BrokenPipeError BufferError BytesWarning ' +
    'ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ' +
    'ConnectionResetError DeprecationWarning EOFError EncodingWarning EnvironmentError ' +
    'FloatingPointError FutureWarning IOError ImportWarning IndentationError InterruptedError ' +
    'PendingDeprecationWarning ProcessLookupError ReferenceError ResourceWarning RuntimeWarning ' +
    'SyntaxWarning SystemError TabError UnicodeError UnicodeTranslateError UnicodeWarning ' +
    'UserWarning Warning ' +
    'abs all any bin bool bytes chr complex dict divmod enumerate eval exec exit filter float format ' +
    'frozenset getattr hasattr hash hex id int isinstance iter len list locals map max min next ' +
    'object oct open ord pow print property quit range repr reversed round set setattr slice sorted ' +
    'str sum tuple type zip Ellipsis NotImplemented ArithmeticError AssertionError ' +
    'AttributeError BaseException Exception FileExistsError FileNotFoundError ImportError ' +
    'IndexError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ' +
    'ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError ' +
    'PermissionError RecursionError RuntimeError StopIteration SyntaxError SystemExit ' +
    'TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError ValueError ' +
    'ZeroDivisionError'
  ).split(' '),
)

/** Modules of the interpreter and of this package's own Python. */
const MODULES: ReadonlySet<string> = new Set(
  (
    'abc array ast asyncio base64 binascii bisect calendar cmath codecs collections colorsys concurrent ' +
    'configparser contextlib contextvars copy csv dataclasses datetime decimal difflib enum errno fnmatch fractions functools glob ' +
    'graphlib gzip hashlib heapq hmac html http inspect io ipaddress itertools json keyword logging math ' +
    'mimetypes numbers operator os pathlib platform posixpath pprint queue random re reprlib secrets shlex shutil statistics string struct ' +
    'sys tempfile textwrap time timeit tomllib traceback types typing typing_extensions unicodedata unittest ' +
    'urllib uuid warnings xml zlib zoneinfo'
  ).split(' '),
)
