# The texts of classes that modules in Python define.
import io
import uuid
import string
from collections import Counter, OrderedDict, UserDict, ChainMap
from fractions import Fraction
from types import SimpleNamespace




class Options(OrderedDict):
    pass


for value in (
    Fraction(1, 2), OrderedDict(), io.StringIO(), uuid.UUID(int=1), Counter(), UserDict(), ChainMap(),
    string.Template("$a"), Options(),
):
    print(type(value), type(value).__name__)
print(Fraction, [Fraction, Counter], {"kind": OrderedDict}, f"{type(Fraction(1))}", str(Fraction), Options)


def check(value, *kinds):
    if not isinstance(value, kinds):
        raise TypeError(f"expected {kinds}, got {type(value)}")


try:
    check(Fraction(1), int, UserDict)
except TypeError as e:
    print(e)

print(Fraction, str(OrderedDict), f"{uuid.UUID} {Fraction!r}", repr(UserDict))
