# Modules of a few functions.
import ast
import gzip
import json
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from enum import Flag, auto

for text in ["[1, {'a': (2, None)}, -1.5, 'x', True]", "{1, 2}", "'a' \"b\"", "b'\\x01z'", "1 + 2j", "(1,)", "()", "{}", "r'\\n'",
             "'''a\nb'''", "0x1F", "1_000", "[1,\n 2,  # two\n]", "-0.0", "'\\u00e9\\t'", "1e3", "set()", "'it''s'"]:
    print(text, ast.literal_eval(text))
for text in ["f()", "[x]", "a", "1 + 1", "{**a}"]:
    try:
        print(ast.literal_eval(text))
    except ValueError as error:
        print(text, "is none")

data = b"hello hello hello " * 40
packed = gzip.compress(data, mtime=0)
print(packed[:10], gzip.decompress(packed) == data, gzip.decompress(packed + packed) == data * 2)
for level in range(4, 10):
    print(level, zlib.crc32(zlib.compress(data + b"the quick brown fox jumps over the lazy dog" * 9, level)))
try:
    gzip.decompress(b"plain text")
except OSError as error:
    print(type(error).__name__, error)


def square(n):
    if n == 3:
        raise ValueError(n)
    return n * n


with ThreadPoolExecutor(max_workers=4) as pool:
    print(list(pool.map(square, [1, 2])))
    futures = {pool.submit(square, n): n for n in (1, 3, 5)}
    for future in as_completed(futures):
        pass
    for future, n in futures.items():
        print(n, future.done(), future.exception() or future.result())
    print(len(wait(futures).done))
try:
    pool.submit(square, 1)
except RuntimeError as error:
    print(error)

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("careful", DeprecationWarning)
    warnings.warn("again")
    print(len(caught), caught[0].category.__name__, caught[0].message, caught[1].category is UserWarning)
with warnings.catch_warnings():
    warnings.simplefilter("error", UserWarning)
    try:
        warnings.warn("now an error")
    except UserWarning as error:
        print("raised", error)
    warnings.filterwarnings("ignore", message="quiet", category=UserWarning)
    warnings.warn("quiet, please")


class Access(Flag):
    READ = auto()
    WRITE = auto()


none = Access.READ & Access.WRITE
print(none, repr(none), f"{none}", none.name, none.value)

for text in ["nope", "", "{", '{"a"', '{"a":', '{"a":1', "{'a': 1}", "nul", "1.", "-", "01", "[1 2]", '"abc', '"a\\q"', '"\\u12"', "[1] x",
             "\n\n{\"a\":\n x}", '{"a": 1 "b": 2}', '"\x01"', '{"a": undefined}']:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        print(repr(text), error, error.pos, error.lineno, error.colno, error.doc == text)
print(json.JSONDecoder().raw_decode('{"a": [1, 2]} tail'))
try:
    raise json.JSONDecodeError("bad", "one\ntwo", 5)
except ValueError as error:
    print(error)


class Described:
    def __get__(self, instance, owner=None):
        return 5 if instance is not None else self

    def __set__(self, instance, value):
        print("set", value)


class Holder:
    field = Described()


holder = Holder()
holder.field = 3
print(holder.field)
