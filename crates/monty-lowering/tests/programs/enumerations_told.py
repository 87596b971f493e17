import enum
from enum import Enum, IntEnum, Flag, StrEnum
class C(Enum): A = 1
class I(IntEnum): A = 1
class S(StrEnum): A = 'a'
class F(Flag): A = 1
class X(str, Enum): A = 'a'
KINDS = (Enum, list)
def kinds(o): return [isinstance(o, Enum), isinstance(o, enum.IntEnum), isinstance(o, Flag), isinstance(o, (StrEnum, int)), isinstance(o, enum.Enum | None), isinstance(o, KINDS), isinstance(o, str)]
for o in (5, 'a', object(), C.A, I.A, S.A, F.A, X.A, C, None, [1]): print(type(o).__name__, kinds(o))
print(issubclass(C, Enum), issubclass(I, IntEnum), issubclass(int, Enum), issubclass(I, Enum), issubclass(C, IntEnum), isinstance(C.A, C), issubclass(X, str))
def m(o):
    match o:
        case Enum(name=n): return 'enum ' + n
        case _: return 'no'
print(m(C.A), m(3), m(I.A), Enum, IntEnum.__name__, C.__mro__[0])
print([x for x in (C.A, 1, "b") if isinstance(x, Enum)])
from enum import Enum
import json
class D(Enum): A = 1
def default(o):
    if isinstance(o, Enum): return o.value
    raise TypeError(f'no {type(o).__name__}')
print(json.dumps({'a': D.A}, default=default))
try: json.dumps({'a': {1}}, default=default)
except TypeError as e: print(e)
try: json.dumps({'a': object()}, default=default)
except TypeError as e: print(e)
