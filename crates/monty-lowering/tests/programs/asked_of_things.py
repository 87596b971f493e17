# What programs ask of functions, objects and what is being handled.
import asyncio
import inspect
import json
import io
import sys
import types
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields


async def fetch():
    return 1


def plain():
    return 2


print(asyncio.iscoroutinefunction(fetch), asyncio.iscoroutinefunction(plain), asyncio.iscoroutinefunction(5))


class Account:
    rate = 2

    def __init__(self, owner):
        self.owner = owner

    def show(self):
        return self.owner

    @property
    def upper(self):
        return self.owner.upper()

    @staticmethod
    def helper():
        return 0

    @classmethod
    def make(cls):
        return cls("made")


account = Account("ann")
print([(name, value) for name, value in inspect.getmembers(account) if not name.startswith("_") and not callable(value)])
print([name for name, value in inspect.getmembers(account, callable) if not name.startswith("__")])
print([name for name, value in inspect.getmembers(Account, inspect.isfunction)])
print([name for name, value in inspect.getmembers(account, inspect.ismethod)])
print([name for name, _ in inspect.getmembers(account)][:5])
print(inspect.ismethod(account.show), inspect.isfunction(account.show), inspect.isfunction(Account.show), inspect.ismethod(plain))
print(isinstance(account.show, types.MethodType), isinstance(plain, types.MethodType), [c.__name__ for c in inspect.getmro(Account)])


@dataclass
class Row:
    name: str
    size: int = 0
    tags: list[str] = field(default_factory=list)


print([(f.name, f.type) for f in fields(Row)], fields(Row("x"))[0].type is str)

try:
    {}["key"]
except KeyError:
    kind, error, trace = sys.exc_info()
    print(kind.__name__, error)


class Timer(AbstractContextManager):
    def __exit__(self, kind, error, trace):
        print("left", kind.__name__ if kind else None)
        return True


with Timer() as timer:
    raise ValueError("x")
print(isinstance(timer, AbstractContextManager))
try:
    AbstractContextManager()
except TypeError as error:
    print(type(error).__name__)

buffer = io.StringIO()
json.dump({"a": [1, 2]}, buffer)
buffer.seek(0)
print(json.load(buffer), json.JSONDecoder().decode("[1]"))
