/** A feature of Python that some interpreters lack. */
export interface Feature {
  /** Name of the feature, in a list. */
  readonly name: string
  /** A tiny program that uses it; the built interpreter decides whether it is supported. */
  readonly probe: string
  /** Substitute, as prose and working code. */
  readonly instead: string
  /**
   * Matches programs that use the feature, for a feature that is refused at run time only: the type
   * checker may report another error first.
   */
  readonly looksLike?: RegExp
  /**
   * Matches the spelling of the feature, to report further missing features of a program at once.
   */
  readonly spelled?: RegExp
}

/** Features whose support is determined by running their probes. */
export const FEATURES: readonly Feature[] = [
  {
    name: 'class inheritance and metaclasses (also Enum, TypedDict and custom exceptions)',
    probe: 'class A(Exception):\n    pass',
    spelled: /^[ \t]*class[ \t]+\w+[ \t]*\(\s*\w/m,
    instead: `Write plain classes without bases, or dicts. Instead of an Enum use constants or a dict of names to values:
  LEVELS = {"LOW": 1, "HIGH": 2}
Instead of a custom exception raise a built-in one, with what you need in its message:
  raise ValueError("rate limited:30")   # later: int(str(error).split(":")[1])
or return a status such as {"ok": False, "retry_after": 30}.`,
  },
  {
    name: 'generator functions (yield)',
    probe: 'def g():\n    yield 1',
    spelled: /^[ \t]*(?:\w+[ \t]*=[ \t]*)?yield\b/m,
    instead: `Collect into a list and return it; an async generator becomes an async function that returns a list:
  async def all_pages():
      items = []
      for page in range(3):
          items.append(page)
      return items
Generator expressions such as sum(x for x in xs) do work.`,
  },
  {
    name: 'yield from',
    probe: 'def g():\n    yield from [1]',
    instead: `Extend a list and return it:
  def flat(rows):
      items = []
      for row in rows:
          items.extend(row)
      return items`,
  },
  {
    name: 'async for',
    probe: 'async def f(xs):\n    async for x in xs:\n        pass',
    instead: 'Await a function that returns a list, then use a plain for loop over it.',
    spelled: /^[ \t]*async[ \t]+for\b/m,
  },
  {
    name: 'async with',
    probe: 'async def f(c):\n    async with c:\n        pass',
    instead:
      'Call and await the functions of the host themselves: nothing has to be opened. Where something has to be closed, use try/finally.',
    spelled: /^[ \t]*async[ \t]+with\b/m,
  },
  {
    name: 'async comprehensions',
    probe: 'async def f(xs):\n    return [x async for x in xs]',
    instead: 'Await the data first, then use a plain comprehension over the list.',
  },
  {
    name: 'the del statement',
    probe: 'd = {1: 2}\ndel d[1]',
    spelled: /^[ \t]*del[ \t]+\w/m,
    instead: `Remove a key with d.pop(key), a list item with xs.pop(index), a range with
  xs = xs[:-3]
and let names go out of use by themselves.`,
  },
  {
    name: 'method decorators (property, classmethod, staticmethod)',
    probe: 'class A:\n    @property\n    def x(self):\n        return 1',
    instead: 'Write an ordinary method and call it, or a function at module level.',
    spelled: /^[ \t]*@(?:property|classmethod|staticmethod|abstractmethod)\b/m,
  },
  {
    name: 'exception groups (except*)',
    probe: 'try:\n    pass\nexcept* ValueError:\n    pass',
    instead: 'Use ordinary except clauses.',
  },
  {
    name: 'type aliases (type X = ...)',
    probe: 'type X = int',
    instead: 'Leave the alias out, or assign it: X = int',
  },
  {
    name: 'template strings (t"...")',
    probe: 't"{1}"',
    instead: 'Use an f-string.',
  },
  {
    name: 'wildcard imports',
    probe: 'from math import *',
    instead: 'Import the names that you use: from math import sqrt, pi',
  },
  {
    name: 'relative imports',
    probe: 'from . import x',
    instead: 'There are no files to import from: everything goes into one program.',
  },
  {
    name: 'keyword arguments of asyncio.gather (return_exceptions)',
    looksLike: /\breturn_exceptions\s*=/,
    probe:
      'import asyncio\nasync def f():\n    return 1\nawait asyncio.gather(f(), return_exceptions=True)',
    instead: `Catch the exception inside each task:
  async def attempt(f, *args, **kwargs):
      try:
          return await f(*args, **kwargs)
      except Exception as error:
          return error
  results = await asyncio.gather(*[attempt(f, x) for x in xs])
The results hold values and exceptions, as with return_exceptions=True.`,
  },
  {
    name: 'with statements',
    probe:
      'class A:\n    def __enter__(self): return 1\n    def __exit__(self, *a): pass\nwith A():\n    pass',
    instead: 'Use try/finally.',
  },
  {
    name: 'the methods __len__ and __bool__ of classes',
    probe:
      'class A:\n    def __len__(self):\n        return 2\n    def __bool__(self):\n        return False\nassert len(A()) == 2 and not A()',
    instead: 'Write a method with a name of its own, such as size(), and call it.',
  },
  {
    name: 'comparing instances of classes (__lt__, __gt__)',
    probe: 'class A:\n    def __lt__(self, other):\n        return True\nA() < A()',
    instead: 'Give a key: sorted(items, key=lambda item: item.price)',
  },
  {
    name: 'methods of built-in types as values (key=d.get, map(str.strip, xs))',
    probe: '"a".upper',
    instead: `Methods can be called, but not handed on. Write a lambda:
  best = max(totals, key=lambda name: totals[name])
  words = [word.strip() for word in words]`,
    spelled:
      /\b(?:key\s*=|map\(|filter\()\s*(?:str|\w+)\.(?:get|count|index|lower|upper|strip|title|casefold|split|keys|values)\s*[,)]/,
  },
  {
    name: 'exceptions with several arguments, or with one that is no text',
    probe: 'ValueError("a", 1)',
    instead: `Put what you need into the message:
  raise ValueError("rate limited:30")   # later: int(str(error).split(":")[1])`,
    spelled:
      /\b[A-Z]\w*(?:Error|Exception)\(\s*(?:f?"[^"\n]*"|f?'[^'\n]*'|[\w.]+)\s*,|\b[A-Z]\w*(?:Error|Exception)\(\s*[\d{[]/,
  },
  {
    name: 'functions as replacement in re.sub',
    probe: "import re\nre.sub('a', lambda m: 'b', 'a')",
    instead: 'Go through re.finditer(pattern, text) and join the parts.',
  },
  {
    name: 'match statements',
    probe: 'match 1:\n    case 1:\n        pass',
    instead: 'Use if/elif.',
  },
  {
    name: 'class definitions',
    probe: 'class A:\n    pass',
    instead: 'Use dicts and functions.',
  },
  {
    name: 'dataclasses',
    probe: 'from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int = 1\nA()',
    instead: 'Use dicts.',
  },
  {
    name: 'function decorators',
    probe: 'def d(f):\n    return f\n@d\ndef g():\n    return 1',
    instead: 'Wrap the function by hand: g = d(g)',
  },
  {
    name: 'assignment expressions (:=)',
    probe: '(y := 1)',
    instead: 'Assign in a statement of its own.',
  },
]
