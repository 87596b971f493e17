import { describe, expect, test } from 'vitest'
import { Monty, MontySession, MontyTypingError, PythonModule, tool } from 'monty-node'
import { z } from 'zod'
import { caught, rejection } from '../support/caught.js'

const stubs = `from typing import Any, Literal, NotRequired, TypedDict
class Address(TypedDict):
    city: str
class User(TypedDict):
    id: int
    name: str
    tags: list[str]
    joined: str
    boss: int | None
    address: NotRequired[Address]
class Created(TypedDict):
    type: Literal['created']
    by: str
class Moved(TypedDict):
    type: Literal['moved']
    src: str
class Tree(TypedDict):
    name: str
    children: list['Tree']
async def users(active: bool = True) -> list[User]: ...
async def user(id: int) -> User: ...
async def find(name: str) -> User | None: ...
async def events() -> list[Created | Moved]: ...
async def tree(depth: int) -> Tree: ...
async def rates(base: Literal['USD', 'EUR']) -> dict[str, float]: ...
async def pay(account: str, amount: float, memo: str = ..., labels: list[str] = ...) -> float: ...
async def query(text: str, params: list[Any] = ...) -> list[list[Any]]: ...
class Page(TypedDict):
    items: list[User]
async def page() -> Page: ...
async def flag(name: str) -> bool | int | str | None: ...
`

const RIGHT: Readonly<Record<string, string>> = {
  'a best one that begins as None':
    'best = None\nfor u in await users():\n    if best is None or u["id"] > best["id"]:\n        best = u\nbest["name"]',
  'a text that begins as None':
    'last = None\nfor u in await users():\n    last = u["name"]\nlast.upper(), await find(last)',
  'a number that begins as None': 'n = None\ndef step():\n    global n\n    n = 5\nstep()\nn + 1',
  'a match that is there': 'import re\nint(re.search(r"\\d+", "a 12").group())',
  'a key that is there': 'prices = {"a": 1.5}\nprices.get("a") * 2, {1: "x"}.get(1).upper()',
  'a row that is there':
    'rows = await users()\nada = next((u for u in rows if u["id"] == 1), None)\nada["name"]',
  'a field that is there for some':
    '[await user(u["boss"]) for u in await users() if "lead" in u["tags"]]',
  'results that are not None':
    'found = list(filter(None, [await find("a")]))\n[u["name"] for u in found]',
  'a field that is given another type':
    'from datetime import datetime\nrows = await users()\nfor u in rows:\n    u["joined"] = datetime.fromisoformat(u["joined"])\nmax(rows, key=lambda u: u["joined"])["joined"].year',
  'a comparison with such a field':
    'from datetime import datetime\nrows = await users()\nfor u in rows:\n    u["joined"] = datetime.fromisoformat(u["joined"])\nnew = [u for u in rows if u["joined"] > datetime(2025, 1, 1)]\nwhen = new[0]["joined"]\nwhen.year',
  'a nested field that becomes flat':
    'for u in await users():\n    u["address"] = u.get("address", {}).get("city", "")\n    u["tags"] = ", ".join(u["tags"])\n    print(u["address"].upper(), u["tags"].upper())',
  'parts of modules that the checker forgot':
    'import os\nfrom os import scandir\n[names for _, _, names in os.walk("/")], scandir',
  'annotations that are evaluated later':
    'from __future__ import annotations\ndef total(rows: list[User]) -> float:\n    return 1.5\ntotal([])',
  'a row of another shape, added to results':
    'rows = await users()\nrows.append({"name": "total", "n": 3})\nrows += [{"name": "rest"}]\nlen(rows)',
  'a list of whatever': 'xs = [1]\nxs.append("a")\nxs[0] = None\nxs',
  'a queue of tuples':
    'from collections import deque\nqueue = deque([(await tree(2), None)])\nwhile queue:\n    node, parent = queue.popleft()\n    for child in node["children"]:\n        queue.append((child, node["name"]))',
  'counts that become fractions':
    'from collections import defaultdict\nstats = defaultdict(lambda: {"n": 0, "sum": 0})\nstats["a"]["sum"] += 1.5\nstats["a"]["names"] = []\nstats["a"]["names"].append("x")\nstats',
  'a row of several types that is counted up':
    'rows = [{"id": 1, "tags": ["a"]}]\nfor row in rows:\n    row["id"] += 1',
  'annotations that say too little':
    'def first(n: int = None, names: list[str] = None) -> str:\n    for name in names or []:\n        return name\nbest: dict = None\ntotal: int = 0\ntotal += 1.5\nfirst()',
  'an annotation of another number': 'r: dict[str, int] = await rates("USD")\nr',
  'a dataclass of looser types':
    'from dataclasses import dataclass\n@dataclass\nclass Row:\n    id: int\n    name: str = None\nRow(id="x"), Row(**{"id": 1, "name": "b"})',
  'attributes that are added': 'class Box:\n    pass\nbox = Box()\nbox.size = 1\nbox.size + 1',
  'keyword arguments from a dict':
    'options = dict(account="a")\noptions["amount"] = 5\nawait pay(**options)\nawait pay(*["a"], **{"amount": 1.5, "memo": "m"})',
  'a tuple for a list': 'await query("q", (1, "a"))\nawait pay("a", 1, labels=("x", "y"))',
  'one text of several, computed': 'base = "usd".upper()\nawait rates(base)',
  'one kind of several, told by a filter':
    'moved = list(filter(lambda e: e["type"] == "moved", await events()))\n[m["src"] for m in moved]',
  'one kind of several, told by a name':
    'for e in await events():\n    kind = e["type"]\n    if kind == "moved":\n        print(e["src"])',
  'fields by a name': 'u = await user(1)\n[str(u[field]) for field in ["id", "name"]]',
  'keys that are added':
    'u = await user(1)\nu.setdefault("city", "x")\nu.update({"extra": 1})\nu["city"], u["extra"]',
  'a dict that takes in another': 'd = {"a": 1}\nd |= {"b": []}\nd',
  'a result made into a dict':
    'd = dict(await user(1))\nd["name"].upper(), d["id"] + 1, d["tags"][0], [t for t in d["tags"]]\nawait find(d["name"])',
  'what a result holds':
    'for field, value in (await user(1)).items():\n    print(field, value.upper())',
  'a value of several kinds': '(await flag("c")).upper()',
  'an insertion in order': 'import bisect\nxs = [1, 2]\nbisect.insort(xs, 2.5)\nxs',
}

const WRONG: Readonly<Record<string, string>> = {
  'a text for a number': '1\nawait user("1")',
  'a text for a list': '1\nawait pay("a", 1, labels="x")',
  'one text for a list of them': '1\nawait pay("a", 1, labels=[1, 2])',
  'numbers for texts in a tuple': '1\nawait pay("a", 1, labels=(1, 2))',
  'a text that is none of several': '1\nawait rates("usd")',
  'an argument of another name': '1\nawait user(user_id=1)',
  'an argument too many': '1\nawait user(1, 2)',
  'an argument too few': '1\nawait pay("a")',
  'None for what must be there': '1\nawait user(None)',
  'an unknown field that is put into a list':
    'u, names = await user(1), []\nnames.append(u["nam"])',
  'a method instead of the field of its name': 'rows = (await page()).items\nfor row in rows: pass',
  'an object of no type': '1\nawait user(object())',
  'a name that nobody gave a value': '1\nawait user(idd)',
  'an unknown field': '1\n(await user(1))["nam"]',
  'an unknown field of every kind': '1\n[e["dst"] for e in await events()]',
  'an unknown field beside one that is added':
    'for u in await users():\n    u["label"] = f"{u[\'idd\']}"',
  'an unknown field of what begins as None':
    'best = None\nfor u in await users(): best = u; print(best["nam"])',
  'an unknown field of a field': 'u = await user(1)\nu["address"]["town"]',
  'a field as an attribute': 'u = await user(1)\nu.name',
  'a field as an attribute, of one of several kinds': 'for e in await events():\n    e.type',
  'a field as an attribute, of what may be None': 'u = await find("a")\nu.name',
  'a field of a row in a list': 'rows = await users()\nrows["name"]',
  'a field of a text': 'u = await user(1)\nu["name"]["first"]',
  'a field of a number': 'left = await pay("a", 1)\nleft["amount"]',
  'a method that numbers do not have': 'u = await user(1)\nu["id"].upper()',
  'a loop over a number': 'u = await user(1)\nfor x in u["id"]: pass',
  'a text plus a number': 'u = await user(1)\nu["name"] + 1',
  'what may be None, as it comes': 'u = await find("a")\nu["name"]',
  'what may be None, at once': '1\n(await find("a"))["name"]',
  'a forgotten await, read': 'u = user(1)\nu["name"]',
  'a forgotten await, in a loop': '1\nfor u in users(): pass',
  'a forgotten await, added': '1\nx = pay("a", 1) + 2',
  'a forgotten await, handed on': '1\nlen(users())',
  'a forgotten await, alone': '1\npay("a", 1)',
  'an annotation that says the opposite': '1\ntotal: int = "none"',
  'a result that is another': '1\ndef f() -> int: return "x"',
}

const check = (code: string): void => new Monty(code).typeCheck(stubs)

describe('the type check has nothing against', () => {
  test.each(Object.entries(RIGHT))('%s', (_, code) => expect(check(code)).toBe(undefined))
})

describe('the type check finds, in its line,', () => {
  test.each(Object.entries(WRONG))('%s', (_, code) => {
    const { diagnostics } = caught(() => check(code), MontyTypingError)
    expect(new Set(diagnostics.map(({ line }) => line))).toEqual(new Set([2]))
  })
})

describe('the type check of a program that uses a module of the host', () => {
  const event = z.discriminatedUnion('type', [
    z.object({ type: z.literal('created'), by: z.string() }),
    z.object({ type: z.literal('moved'), src: z.string() }),
  ])
  const crm = new PythonModule({
    events: tool({ input: {}, output: z.array(event), execute: () => [] }),
    find: tool({
      input: z.object({ name: z.string() }),
      output: z.object({ name: z.string(), since: z.string() }).nullable(),
      execute: () => null,
    }),
  })
  const checkWith = (code: string): Monty => new Monty(code, { typeCheck: true, modules: { crm } })

  test.each([
    [
      'one kind of several, told by a name',
      'import crm\nfor e in await crm.events():\n    kind = e["type"]\n    if kind == "moved":\n        print(e["src"])',
    ],
    [
      'results as dicts',
      'import crm\nrows: list[dict] = await crm.events()\ndef kind(row: dict) -> str:\n    return row["type"]\n[kind(row) for row in rows]',
    ],
    [
      'a field that is given another type',
      'from crm import find\nfrom datetime import date\nfor row in [await find("a")]:\n    row["since"] = date.fromisoformat(row["since"])\n    row["since"].year',
    ],
  ])('has nothing against %s', (_, code) => expect(checkWith(code)).toBeInstanceOf(Monty))

  test.each([
    ['an unknown field', 'import crm\n[e["dst"] for e in await crm.events()]'],
    ['a field as an attribute', 'import crm\n[e.type for e in await crm.events()]'],
    ['an argument of another name', 'import crm\nawait crm.find(query="a")'],
    ['a forgotten await', 'import crm\nfor e in crm.events(): pass'],
    ['what may be None', 'import crm\n(await crm.find("a"))["name"]'],
    ['what may be None, by its name', 'from crm import find\n(await find("a"))["name"]'],
  ])('finds %s', (_, code) => {
    const { diagnostics } = caught(() => checkWith(code), MontyTypingError)
    expect(diagnostics[0]?.line).toBe(2)
  })
})

describe('the type check of what comes after other code, in a session,', () => {
  const session = (): MontySession =>
    new MontySession({
      typeCheck: true,
      typeStubs: stubs,
      externalFunctions: {
        users: async () => [{ id: 1, name: 'ada', tags: [], joined: '2025-01-02', boss: null }],
        user: async () => ({ id: 1, name: 'ada', tags: [], joined: '2025-01-02', boss: null }),
        find: async () => ({ id: 1, name: 'ada', tags: [], joined: '2025-01-02', boss: null }),
      },
    })

  test.each([
    [
      'a field that was given another type',
      'from datetime import date\nrows = await users()\nfor u in rows:\n    u["joined"] = date.fromisoformat(u["joined"])',
      'rows[0]["joined"].year',
      2025,
    ],
    ['a key that was added', 'u = await user(1)\nu["rank"] = 1', 'u["rank"] + 1', 2],
    [
      'an attribute that was added',
      'class Box:\n    pass\nbox = Box()\nbox.size = 1',
      'box.size + 1',
      2,
    ],
    [
      'what was tested before',
      'u = await find("a")\nif u is None:\n    raise ValueError("a")',
      'u["name"].upper()',
      'ADA',
    ],
    ['a dict of a result', 'd = dict(await user(1))', 'd["name"].upper()', 'ADA'],
  ])('has nothing against %s', async (_, earlier, code, value) => {
    using open = session()
    await open.feedAsync(earlier)
    expect(await open.feedAsync(code)).toBe(value)
  })

  test('finds what is wrong', async () => {
    using open = session()
    await open.feedAsync('rows = await users()')
    const error = await rejection(open.feedAsync('1\nrows[0]["nam"]'), MontyTypingError)
    expect(error.diagnostics[0]?.line).toBe(2)
  })
})
