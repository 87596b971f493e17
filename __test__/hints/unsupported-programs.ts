/** A program as models write them, which cannot run here. */
interface Unsupported {
  readonly code: string
  /** The line it is about. */
  readonly line: string
  /** What the hint must say: what to do instead. */
  readonly instead: string
}

const gather = 'asyncio.gather'

/** By what is wrong with them. */
export const UNSUPPORTED: Readonly<Record<string, Unsupported>> = {
  'a client of HTTP': {
    code: 'import httpx\nasync with httpx.AsyncClient() as client:\n    r = await client.get("https://x.org")\nr',
    line: 'async with httpx.AsyncClient() as client:',
    instead: 'There is no network. Call one of the tools',
  },
  requests: {
    code: 'import requests\nrequests.get("https://x.org/api").json()',
    line: 'import requests',
    instead: 'There is no network. Call one of the tools',
  },
  urllib: {
    code: 'from urllib.request import urlopen\nurlopen("https://x.org").read()',
    line: 'from urllib.request import urlopen',
    instead: 'There is no network',
  },
  pandas: {
    code: 'import pandas as pd\npd.DataFrame([{"a": 1}]).groupby("a").sum()',
    line: 'import pandas as pd',
    instead: 'lists of dicts with comprehensions',
  },
  numpy: {
    code: 'import numpy as np\nnp.mean([1, 2])',
    line: 'import numpy as np',
    instead: 'For mathematics there is math',
  },
  matplotlib: {
    code: 'import matplotlib.pyplot as plt\nplt.plot([1])',
    line: 'import matplotlib.pyplot as plt',
    instead: 'return the numbers',
  },
  'a model of pydantic': {
    code: 'from pydantic import BaseModel\nclass Row(BaseModel):\n    id: int\nRow(id=1)',
    line: 'class Row(BaseModel):',
    instead: 'Use dicts, or a dataclass',
  },
  dateutil: {
    code: 'from dateutil.relativedelta import relativedelta\nrelativedelta(months=1)',
    line: 'from dateutil.relativedelta import relativedelta',
    instead: 'strptime, fromisoformat and timedelta',
  },
  'time zones by name': {
    code: 'from zoneinfo import ZoneInfo\nZoneInfo("Europe/Paris")',
    line: 'from zoneinfo import ZoneInfo',
    instead: 'datetime.timezone(datetime.timedelta(hours=',
  },
  'csv from a text': {
    code: 'import csv\nimport io\nlist(csv.DictReader(io.StringIO("a,b\\n1,2")))',
    line: 'import io',
    instead: 'csv.DictReader(text.splitlines())',
  },
  operator: {
    code: 'from operator import itemgetter\nsorted([{"a": 2}], key=itemgetter("a"))',
    line: 'from operator import itemgetter',
    instead: 'key=lambda row',
  },
  threads: {
    code: 'from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor()',
    line: 'from concurrent.futures import ThreadPoolExecutor',
    instead: gather,
  },
  subprocess: {
    code: 'import subprocess\nsubprocess.run(["ls"])',
    line: 'import subprocess',
    instead: 'No programs can be run',
  },
  'a file of the same folder': {
    code: 'from .helpers import clean\nclean(1)',
    line: 'from .helpers import clean',
    instead: 'everything goes into one program',
  },
  'wildcard imports': {
    code: 'from math import *\nsqrt(2)',
    line: 'from math import *',
    instead: 'from math import sqrt, pi',
  },
  'functools.wraps': {
    code: 'from functools import wraps\ndef timed(f):\n    @wraps(f)\n    def inner():\n        return f()\n    return inner\ntimed(len)',
    line: 'from functools import wraps',
    instead: 'works without it',
  },
  'functools.cmp_to_key': {
    code: 'from functools import cmp_to_key\nsorted([2, 1], key=cmp_to_key(lambda a, b: a - b))',
    line: 'from functools import cmp_to_key',
    instead: 'Write a key instead of a comparison',
  },
  'dataclasses.asdict': {
    code: 'from dataclasses import dataclass, asdict\n@dataclass\nclass P:\n    x: int\nasdict(P(1))',
    line: 'from dataclasses import dataclass, asdict',
    instead: 'Write the dict',
  },
  'tasks of asyncio': {
    code: 'import asyncio\ntask = asyncio.create_task(search_orders("a"))\nawait task',
    line: 'task = asyncio.create_task(search_orders("a"))',
    instead: gather,
  },
  'a group of tasks': {
    code: 'import asyncio\nasync with asyncio.TaskGroup() as group:\n    group.create_task(search_orders("a"))',
    line: 'async with asyncio.TaskGroup() as group:',
    instead: gather,
  },
  'a semaphore': {
    code: 'import asyncio\nslots = asyncio.Semaphore(5)\nasync def f(q):\n    async with slots:\n        return await search_orders(q)\nawait f("a")',
    line: 'async with slots:',
    instead: 'The host limits how many calls run at once',
  },
  'os.system': {
    code: 'import os\nos.system("ls")',
    line: 'os.system("ls")',
    instead: 'No programs can be run',
  },
  'sys.exit': {
    code: 'import sys\nif True:\n    sys.exit(1)',
    line: 'sys.exit(1)',
    instead: 'if/else',
  },
  're.VERBOSE': {
    code: 'import re\nre.compile("a b", re.VERBOSE).findall("ab")',
    line: 're.compile("a b", re.VERBOSE).findall("ab")',
    instead: '(?x)',
  },
  generators: {
    code: 'def numbers(n):\n    for i in range(n):\n        yield i\nsum(numbers(3))',
    line: 'yield i',
    instead: 'Collect into a list and return it',
  },
  'yield from': {
    code: 'def flat(rows):\n    for row in rows:\n        yield from row\nlist(flat([[1]]))',
    line: 'yield from row',
    instead: 'items.extend(row)',
  },
  properties: {
    code: 'class Order:\n    @property\n    def total(self):\n        return 1\nOrder().total',
    line: '@property',
    instead: 'ordinary method',
  },
  inheritance: {
    code: 'class Base:\n    pass\nclass Child(Base):\n    pass\nChild()',
    line: 'class Child(Base):',
    instead: 'plain classes without bases',
  },
  metaclasses: {
    code: 'class Meta(type):\n    pass\nclass A(metaclass=Meta):\n    pass\nA()',
    line: 'class Meta(type):',
    instead: 'plain classes without bases',
  },
  'a TypedDict': {
    code: 'from typing import TypedDict\nclass Row(TypedDict):\n    id: str\nrow: Row = {"id": "a"}\nrow',
    line: 'class Row(TypedDict):',
    instead: 'or dicts',
  },
  'an enum, and del': {
    code: 'from enum import Enum\nclass Level(Enum):\n    LOW = 1\nd = {1: 2}\ndel d[1]\nd',
    line: 'class Level(Enum):',
    instead: 'd.pop(key)',
  },
  'type aliases': {
    code: 'type Rows = list[dict[str, int]]\nrows: Rows = []\nrows',
    line: 'type Rows = list[dict[str, int]]',
    instead: 'X = int',
  },
  'a dataclass in order': {
    code: 'from dataclasses import dataclass\n@dataclass(frozen=True, order=True)\nclass P:\n    x: int\nsorted([P(1)])',
    line: '@dataclass(frozen=True, order=True)',
    instead: 'Leave that option out',
  },
  'exception groups': {
    code: 'try:\n    pass\nexcept* ValueError:\n    pass',
    line: 'try:',
    instead: 'ordinary except clauses',
  },
  'an exception with two arguments': {
    code: 'def pay(n):\n    if n > 9:\n        raise ValueError("rate limited", 30)\npay(10)',
    line: 'exceptions can only be called with zero or one string argument',
    instead: 'Line 3: raise ValueError("rate limited", 30)',
  },
  'a ConnectionError': {
    code: 'try:\n    1 / 0\nexcept (ConnectionError, ValueError):\n    pass',
    line: 'except (ConnectionError, ValueError):',
    instead: 'catch OSError',
  },
  'an EOFError': {
    code: 'try:\n    1 / 0\nexcept EOFError:\n    pass',
    line: 'except EOFError:',
    instead: 'catch Exception',
  },
  'the time limit of asyncio': {
    code: 'import asyncio\ntry:\n    r = await search_orders("a")\nexcept asyncio.TimeoutError:\n    r = None\nasyncio.TimeoutError',
    line: 'asyncio.TimeoutError',
    instead: 'Use TimeoutError, without asyncio',
  },
  'the time zone UTC': {
    code: 'from datetime import datetime, UTC\ndatetime.now(UTC)',
    line: 'from datetime import datetime, UTC',
    instead: 'datetime.timezone.utc',
  },
  'pure paths': {
    code: 'from pathlib import PurePosixPath\nPurePosixPath("/a/b.txt").suffix',
    line: 'from pathlib import PurePosixPath',
    instead: 'pathlib.Path',
  },
  'abstract types of collections': {
    code: 'from collections.abc import Iterable\nisinstance([], Iterable)',
    line: 'from collections.abc import Iterable',
    instead: 'isinstance(x, (list, tuple, dict))',
  },
  'overloads of typing': {
    code: 'from typing import overload\n1',
    line: 'from typing import overload',
    instead: 'no annotation is needed',
  },
  're.subn': {
    code: 'import re\nre.subn("a", "b", "aa")',
    line: 're.subn("a", "b", "aa")',
    instead: 're.findall',
  },
  'functions of the host in map()': {
    code: 'import asyncio\nqueries = ["a", "b"]\nawait asyncio.gather(*map(search_orders, queries))',
    line: 'await asyncio.gather(*map(search_orders, queries))',
    instead: 'asyncio.gather(*[f(x) for x in xs])',
  },
  'callable()': { code: 'callable(len)', line: 'callable(len)', instead: 'callable is not' },
  'input()': {
    code: 'name = input("Name? ")\nname',
    line: 'name = input("Name? ")',
    instead: 'values come as inputs and from tools',
  },
  'globals()': {
    code: 'globals()["x"]',
    line: 'globals()["x"]',
    instead: 'Keep the values in a dict',
  },
  'eval()': {
    code: 'eval("1 + 1")',
    line: 'eval("1 + 1")',
    instead: 'json.loads',
  },
}

/** Programs with a mistake of another kind, which an error alone does not explain. */
export const MISTAKEN: Readonly<Record<string, Unsupported>> = {
  'a file that nobody gave': {
    code: 'with open("report.csv") as f:\n    text = f.read()\ntext',
    line: 'with open("report.csv") as f:',
    instead: 'there is no disk',
  },
  'an environment that nobody gave': {
    code: 'import os\nos.environ["API_KEY"]',
    line: 'os.environ["API_KEY"]',
    instead: 'os.getenv("NAME", "default")',
  },
  'a command line': {
    code: 'import sys\nsys.argv[1]',
    line: 'sys.argv[1]',
    instead: 'values come as inputs',
  },
  'exit()': { code: 'exit()', line: 'exit()', instead: 'if/else' },
  'a forgotten await': {
    code: 'orders = search_orders("tea")\nlen(orders)',
    line: 'len(orders)',
    instead: 'await f(...)',
  },
  'a forgotten await, some lines before': {
    code: 'import json\nasync def first(query):\n    found = search_orders(query)\n    print("searching")\n    return found[0]\nawait first("tea")',
    line: 'return found[0]',
    instead: 'await',
  },
  'the length in JavaScript': {
    code: 'names = ["a"]\nnames.length',
    line: 'names.length',
    instead: 'len(x)',
  },
  'the push of JavaScript': {
    code: 'names = ["a"]\nnames.push("b")',
    line: 'names.push("b")',
    instead: 'append',
  },
  'the keys of Python 2': {
    code: 'd = {1: 2}\nd.has_key(1)',
    line: 'd.has_key(1)',
    instead: 'key in d',
  },
  'the time in UTC': {
    code: 'from datetime import datetime\ndatetime.utcnow()',
    line: 'datetime.utcnow()',
    instead: 'datetime.now(timezone.utc)',
  },
  'a range for a list': {
    code: 'await tag_orders(ids=range(3))',
    line: 'await tag_orders(ids=range(3))',
    instead: 'Make a list of it',
  },
  'keys for a list': {
    code: 'ids = {1: "a"}\nawait tag_orders(ids.keys())',
    line: 'await tag_orders(ids.keys())',
    instead: 'Make a list of it',
  },
  'a text for a list': {
    code: 'await tag_orders("a")',
    line: 'await tag_orders("a")',
    instead: 'Put it into a list',
  },
  'a date for a text': {
    code: 'from datetime import date\nday = date(2025, 1, 1)\nawait search_orders(day)',
    line: 'await search_orders(day)',
    instead: 'day.isoformat()',
  },
  'a field of a dict': { code: 'row = {"id": 1}\nrow.id', line: 'row.id', instead: 'row["name"]' },
  'the tools as a module': {
    code: 'await tools.search_orders("tea")',
    line: 'await tools.search_orders("tea")',
    instead: 'without an import: search_orders',
  },
  'null and true': {
    code: 'rows = {"a": null, "b": true}\nrows',
    line: 'rows = {"a": null, "b": true}',
    instead: 'Python says None',
  },
  'a function as replacement': {
    code: 'import re\nre.sub(r"(a)", lambda m: m.group(1).upper(), "ab")',
    line: 're.sub(r"(a)", lambda m: m.group(1).upper(), "ab")',
    instead: 're.finditer(pattern, text)',
  },
  'a generator expression that is stepped through': {
    code: 'g = (x for x in [1, 2])\nnext(g)',
    line: 'next(g)',
    instead: 'iter(xs)',
  },
  'JSON of dates': {
    code: 'import json\nfrom datetime import date\njson.dumps({"d": date(2024, 5, 1)}, default=str)',
    line: 'json.dumps({"d": date(2024, 5, 1)}, default=str)',
    instead: 'day.isoformat()',
  },
  'JSON of decimals': {
    code: 'import json\nfrom decimal import Decimal\njson.dumps({"price": Decimal("1.5")})',
    line: 'json.dumps({"price": Decimal("1.5")})',
    instead: 'Convert values first',
  },
  'the method of a dict as a key': {
    code: 'totals = {"a": 1, "b": 3}\nmax(totals, key=totals.get)',
    line: 'max(totals, key=totals.get)',
    instead: 'write lambda x: totals.get(x) instead of totals.get',
  },
  'the method of a type as a function': {
    code: 'names = [" a "]\nlist(map(str.strip, names))',
    line: 'list(map(str.strip, names))',
    instead: 'write lambda x: x.strip() instead of str.strip',
  },
  'a method that is kept': {
    code: 'from collections import deque\nqueue = deque([1])\nnext_item = queue.popleft\nnext_item()',
    line: 'next_item = queue.popleft',
    instead: 'write lambda: queue.popleft()',
  },
  'the intersection of several sets': {
    code: 'sets = [{1}, {1, 2}]\nset.intersection(*sets)',
    line: 'set.intersection(*sets)',
    instead: 'result = result.intersection(one)',
  },
  'the union of several sets': {
    code: 'sets = [{1}, {2}]\nset().union(*sets)',
    line: 'set().union(*sets)',
    instead: 'everything |= one',
  },
  'an alias of a function type': {
    code: 'from typing import Callable\nTest = Callable[[int], bool]\n1',
    line: 'Test = Callable[[int], bool]',
    instead: 'no annotation is needed',
  },
  'the date of a timestamp': {
    code: 'from datetime import datetime\ndatetime.fromtimestamp(1741944413)',
    line: 'datetime.fromtimestamp(1741944413)',
    instead: 'timedelta(seconds=int(stamp))',
  },
  'parts of a second': {
    code: 'from datetime import timedelta\ntimedelta(seconds=1.5)',
    line: 'timedelta(seconds=1.5)',
    instead: 'round(seconds * 1000)',
  },
  'bytes from numbers': {
    code: 'bytes([1, 2])',
    line: 'bytes([1, 2])',
    instead: 'bytes.fromhex',
  },
  'the bytes of a number': {
    code: '(256).to_bytes(2, "big")',
    line: '(256).to_bytes(2, "big")',
    instead: 'bytes.fromhex(f"{n:04x}")',
  },
  'the week of a date': {
    code: 'from datetime import date\ndate(2024, 5, 1).isocalendar()',
    line: 'date(2024, 5, 1).isocalendar()',
    instead: 'strftime("%V")',
  },
  'str.maketrans': {
    code: '"abc".translate(str.maketrans({"a": "x"}))',
    line: '"abc".translate(str.maketrans({"a": "x"}))',
    instead: 'table.get(c, c)',
  },
  'a class with a length': {
    code: 'class Bag:\n    def __len__(self):\n        return 3\nlen(Bag())',
    line: 'len(Bag())',
    instead: 'size()',
  },
  'instances in order': {
    code: 'class P:\n    def __lt__(self, other):\n        return True\nsorted([P(), P()])',
    line: 'sorted([P(), P()])',
    instead: 'key=lambda item',
  },
  'a type variable': {
    code: 'from typing import TypeVar\nT = TypeVar("T")\nT',
    line: 'T = TypeVar("T")',
    instead: 'def first[T]',
  },
  'fences around it': {
    code: '```python\n1 + 1\n```',
    line: '```python',
    instead: 'without fences',
  },
  'a line for the shell': {
    code: '!pip install pandas\n1',
    line: '!pip install pandas',
    instead: 'nothing can be installed',
  },
  'curly quotes': {
    code: 'print(\u201chello\u201d)',
    line: 'print(\u201chello\u201d)',
    instead: 'straight quotes',
  },
  JavaScript: { code: 'const x = 1;\nx', line: 'const x = 1;', instead: 'not JavaScript' },
  'the print of Python 2': {
    code: 'print "hello"',
    line: 'print "hello"',
    instead: 'print("hello")',
  },
  'an indentation gone wrong': {
    code: 'def f():\n\treturn 1\n        return 2',
    line: 'return 2',
    instead: 'four spaces',
  },
}
