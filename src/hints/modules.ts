import { EXCEPTION_SUBSTITUTES } from './exceptions.js'

/** Modules that programs often import. Probes determine which of them exist. */
export const COMMON_MODULES: readonly string[] = (
  'abc argparse array ast asyncio base64 bisect calendar cmath collections concurrent.futures ' +
  'configparser contextlib copy csv dataclasses datetime decimal difflib enum errno fnmatch ' +
  'fractions functools glob hashlib heapq hmac html http inspect io itertools json locale logging ' +
  'math multiprocessing numbers operator os pathlib pickle pprint queue random re secrets shutil ' +
  'signal socket sqlite3 statistics string struct subprocess sys tempfile textwrap threading time ' +
  'timeit tomllib traceback types typing unicodedata unittest urllib.parse urllib.request uuid ' +
  'warnings weakref xml.etree.ElementTree zoneinfo requests httpx aiohttp numpy pandas'
).split(' ')

const FETCH = 'There is no network. Call one of the tools for data from outside.'
const FILES = 'Only the files that the host provides exist, through pathlib and open().'
const NO_PROCESSES =
  'There are no threads or processes. Run tool calls side by side with asyncio.gather.'
const TABLES = 'Use lists of dicts with comprehensions, sorted(), sum(), min() and max().'

/** Substitutes for missing modules, by the first part of their names. */
export const MODULE_SUBSTITUTES: Readonly<Record<string, string>> = {
  statistics: `Compute it in plain Python:
  def mean(xs): return sum(xs) / len(xs)
  def median(xs):
      s, n = sorted(xs), len(xs)
      return s[n // 2] if n % 2 else (s[n // 2 - 1] + s[n // 2]) / 2
  def stdev(xs):
      m = sum(xs) / len(xs)
      return (sum((x - m) ** 2 for x in xs) / (len(xs) - 1)) ** 0.5
  def quantiles(xs, n=4):
      s, m, cuts = sorted(xs), len(xs) + 1, []
      for i in range(1, n):
          j = min(max(i * m // n, 1), len(s) - 1)
          d = i * m - j * n
          cuts.append((s[j - 1] * (n - d) + s[j] * d) / n)
      return cuts`,
  enum: `Use constants or a dict of names to values:
  LEVELS = {"LOW": 1, "MEDIUM": 2, "HIGH": 3}
  NAMES = {value: name for name, value in LEVELS.items()}`,
  heapq: `Use sorted(xs)[:n] or sorted(xs, reverse=True)[:n]; for a queue keep a list in order with bisect.insort.`,
  string: `Write the characters out: LETTERS = "abcdefghijklmnopqrstuvwxyz"; DIGITS = "0123456789"`,
  operator: `Use a lambda: sorted(rows, key=lambda row: row["price"])`,
  textwrap: `Split with text.split() and join the words yourself.`,
  fractions: 'Use integers (numerator and denominator) or decimal.Decimal.',
  contextlib: 'Use try/finally.',
  abc: 'There is no class inheritance: write plain classes with the methods they need.',
  logging: 'Use print().',
  pprint: 'Use print(json.dumps(value, indent=2)).',
  traceback: 'Print the exception: print(type(error).__name__, error)',
  calendar:
    'Use datetime: (datetime.date(y + m // 12, m % 12 + 1, 1) - datetime.timedelta(days=1)).day is the last day of month m.',
  zoneinfo: 'Use datetime.timezone(datetime.timedelta(hours=...)).',
  uuid: 'Let a tool make identifiers, or use hashlib or random.',
  secrets: 'Use random.',
  io: 'Collect text in a list and join it: "".join(parts). A text is read by lines: csv.DictReader(text.splitlines())',
  types: 'Use a dict or a plain class.',
  numbers: 'Test with isinstance(x, (int, float)).',
  array: 'Use a list.',
  struct: 'Take the bytes one by one: data[0] * 256 + data[1]',
  'collections.abc': 'Leave such annotations out; test with isinstance(x, (list, tuple, dict)).',
  difflib: 'Compare in plain Python.',
  pickle: 'Use json.',
  sqlite3: TABLES,
  pandas: TABLES,
  numpy: `${TABLES} For mathematics there is math.`,
  requests: FETCH,
  httpx: FETCH,
  aiohttp: FETCH,
  http: FETCH,
  urllib: `${FETCH} To build a query string, join f"{key}={value}" with "&".`,
  socket: FETCH,
  shutil: FILES,
  tempfile: FILES,
  glob: FILES,
  threading: NO_PROCESSES,
  multiprocessing: NO_PROCESSES,
  concurrent: NO_PROCESSES,
  queue: `${NO_PROCESSES} A list is a queue: xs.append(x), xs.pop(0).`,
  subprocess: 'No programs can be run. Call one of the tools.',
  signal: 'There are no signals.',
  timeit: 'Use time.perf_counter().',
  inspect: 'Code cannot be inspected.',
  unittest: 'Write functions that assert, and call them.',
  argparse: 'There is no command line: values come as inputs.',
  warnings: 'Use print().',
  locale: 'Format numbers with f-strings: f"{total:,.2f}"',
  xml: 'Use re or string methods.',
  html: 'Use str.replace for &amp;, &lt; and &gt;.',
  hmac: 'Let a tool sign; hashlib has sha256.',
  dateutil: 'Use datetime: strptime, fromisoformat and timedelta.',
  pytz: 'Use datetime.timezone(datetime.timedelta(hours=...)).',
  yaml: 'Use JSON, or split the lines yourself.',
  bs4: 'Use re or string methods; a tool may give the text of a page.',
  lxml: 'Use re or string methods.',
  sklearn: `${TABLES} For mathematics there is math.`,
  scipy: 'For mathematics there is math.',
  polars: TABLES,
  openpyxl: TABLES,
  tabulate: 'Print rows with f-strings: print(f"{name:<12} {total:8.2f}")',
  rich: 'Use print().',
  tqdm: 'Loop without it: nobody watches.',
  matplotlib: 'Nothing can be drawn: return the numbers.',
  seaborn: 'Nothing can be drawn: return the numbers.',
  plotly: 'Nothing can be drawn: return the numbers.',
  pydantic: 'Use dicts, or a dataclass; tools check what they are given.',
  attr: 'Use a dataclass.',
  attrs: 'Use a dataclass.',
  openai: 'No model can be asked from here: call one of the tools.',
  anthropic: 'No model can be asked from here: call one of the tools.',
  dotenv: 'Settings come as inputs; os.getenv reads what the host gives.',
  boto3: FETCH,
  sqlalchemy: FETCH,
  psycopg2: FETCH,
  pymongo: FETCH,
  redis: FETCH,
  smtplib: FETCH,
  email: 'Split the text yourself, or call one of the tools.',
  selectors: NO_PROCESSES,
  gc: 'Memory is freed by itself.',
  weakref: 'Keep the objects in a dict.',
  ctypes: 'There is no native code.',
  importlib: 'Import modules by name at the top.',
  pkg_resources: 'Nothing can be installed.',
  pip: 'Nothing can be installed.',
}

/** Substitutes for missing built-in functions. */
export const BUILTIN_SUBSTITUTES: Readonly<Record<string, string>> = {
  ConnectionError: EXCEPTION_SUBSTITUTES['ConnectionError']!,
  dir: 'Attributes cannot be listed; hasattr(x, "name") tests for one.',
  vars: 'Keep the values in a dict.',
  globals: 'Keep the values in a dict.',
  locals: 'Keep the values in a dict.',
  input: 'Nobody can be asked: values come as inputs and from tools.',
  issubclass: 'Compare type(x).__name__, or use isinstance.',
  super: 'There is no class inheritance.',
  bytearray: 'Use bytes, or a list of integers.',
  memoryview: 'Slice the bytes.',
  delattr: 'Set the attribute to None.',
  ascii: 'Use repr().',
  callable: 'Keep functions apart from other values, so that nothing has to be tested.',
  anext: 'Await a function that returns the next value.',
  aiter: 'Await a function that returns a list.',
  help: 'Use print().',
  compile: 'Write the code itself.',
  eval: 'Write the code itself; parse data with json.loads.',
  exec: 'Write the code itself.',
  property: 'Write an ordinary method and call it.',
  classmethod: 'Write a function at module level.',
  staticmethod: 'Write a function at module level.',
  breakpoint: 'Use print().',
  __import__: 'Use an import statement.',
}
