# Members and objects that are texts too, where built-in code asks for a text.
from enum import Enum, StrEnum
from pathlib import Path


class Kind(StrEnum):
    NEW = "new"
    OLD = "old"


class Status(str, Enum):
    OPEN = "open"


class Name(str):
    pass


def has(part, text):
    return part in text


print(has(Kind.NEW, "a new text"), has(Kind.OLD, "a new text"), Status.OPEN in "reopened", Status.OPEN not in "closed")
print(Name("b") in "abc", "b" in Name("abc"), Name("b") not in Name("xyz"), has(Name("x"), ["x"]), Kind.NEW in {"new": 1})
print([k.name for k in Kind if k in "new and old"], 0 < len("x") and Kind.NEW in "news" != "")
print(Path("/data") / Kind.NEW, Path("/data") / Status.OPEN / "x", Kind.OLD / Path("y"), Path("/data") / Name("n"))


class Plain(Enum):
    A = "a"


for wrong in (lambda: Plain.A in "abc", lambda: 5 in "abc", lambda: Kind.NEW / 2):
    try:
        print(wrong())
    except TypeError as error:
        print("TypeError")

