# `itemgetter`, `attrgetter` and `methodcaller` give functions; `length_hint` and names with underscores are left out.
from builtins import abs as _abs


def lt(a, b):
    return a < b


def le(a, b):
    return a <= b


def eq(a, b):
    return a == b


def ne(a, b):
    return a != b


def ge(a, b):
    return a >= b


def gt(a, b):
    return a > b


def not_(a):
    return not a


def truth(a):
    return True if a else False


def is_(a, b):
    return a is b


def is_not(a, b):
    return a is not b


def abs(a):
    return _abs(a)


def add(a, b):
    return a + b


def and_(a, b):
    return a & b


def floordiv(a, b):
    return a // b


def index(a):
    if type(a) is int:
        return a
    if type(a) is bool:
        return int(a)
    if hasattr(type(a), "__index__"):
        return a.__index__()
    raise TypeError(f"'{type(a).__name__}' object cannot be interpreted as an integer")


def inv(a):
    return ~a


def invert(a):
    return ~a


def lshift(a, b):
    return a << b


def mod(a, b):
    return a % b


def mul(a, b):
    return a * b


def matmul(a, b):
    return a @ b


def neg(a):
    return -a


def or_(a, b):
    return a | b


def pos(a):
    return +a


def pow(a, b):
    return a ** b


def rshift(a, b):
    return a >> b


def sub(a, b):
    return a - b


def truediv(a, b):
    return a / b


def xor(a, b):
    return a ^ b


def concat(a, b):
    _check_sequence(a)
    return a + b


def _check_sequence(a):
    if not isinstance(a, (str, list, tuple, bytes)) and not hasattr(type(a), "__getitem__"):
        raise TypeError(f"'{type(a).__name__}' object can't be concatenated")


def contains(a, b):
    return b in a


def countOf(a, b):
    n = 0
    for item in a:
        if item is b or item == b:
            n += 1
    return n


def delitem(a, b):
    del a[b]


def getitem(a, b):
    return a[b]


def indexOf(a, b):
    for i, item in enumerate(a):
        if item is b or item == b:
            return i
    raise ValueError("sequence.index(x): x not in sequence")


def setitem(a, b, c):
    a[b] = c


def attrgetter(attr, /, *attrs):
    for name in (attr, *attrs):
        if type(name) is not str:
            raise TypeError("attribute name must be a string")
    if not attrs and "." not in attr and attr != "real" and attr != "imag":
        def get(o):
            return getattr(o, attr)
        return get

    def get_one(o, name):
        for part in name.split("."):
            o = o.real if part == "real" else o.imag if part == "imag" else getattr(o, part)
        return o
    if not attrs:
        return lambda o: get_one(o, attr)
    names = (attr, *attrs)
    return lambda o: tuple([get_one(o, name) for name in names])


def itemgetter(item, /, *items):
    if not items:
        return lambda o: o[item]
    items = (item, *items)
    return lambda o: tuple([o[i] for i in items])


def methodcaller(name, /, *args, **kwargs):
    if type(name) is not str:
        raise TypeError("method name must be a string")
    if name in lo__BUILT_IN_CALLS:
        caller = lo__BUILT_IN_CALLS[name]
        return lambda o: caller(o, *args, **kwargs)
    return lambda o: getattr(o, name)(*args, **kwargs)


def call(obj, /, *args, **kwargs):
    return obj(*args, **kwargs)


def iadd(a, b):
    if type(a) is list:
        a.extend(b)
        return a
    a += b
    return a


def iand(a, b):
    a &= b
    return a


def iconcat(a, b):
    _check_sequence(a)
    if type(a) is list:
        a.extend(b)
        return a
    a += b
    return a


def ifloordiv(a, b):
    a //= b
    return a


def ilshift(a, b):
    a <<= b
    return a


def imod(a, b):
    a %= b
    return a


def imul(a, b):
    a *= b
    return a


def ior(a, b):
    a |= b
    return a


def ipow(a, b):
    a **= b
    return a


def irshift(a, b):
    a >>= b
    return a


def isub(a, b):
    a -= b
    return a


def itruediv(a, b):
    a /= b
    return a


def ixor(a, b):
    a ^= b
    return a
