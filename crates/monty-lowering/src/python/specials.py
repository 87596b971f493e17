# Special methods by their names (`(3).__add__(4)`, `int.__add__`), which the machine's own objects do not have.
def lo__special_call(o, name, *args):
    """`o.name(*args)`."""
    if hasattr(o, name):
        return getattr(o, name)(*args)
    if type(o) is lo__TYPE:
        if not args:
            raise TypeError(f"unbound method {lo__name(o)}.{name}() needs an argument")
        if not lo__isinstance(args[0], o):
            raise TypeError(f"descriptor '{name}' requires a '{lo__name(o)}' object but received a '{lo__name(type(args[0]))}'")
        return lo__special_of(args[0], name, args[1:])
    return lo__special_of(o, name, args)


def lo__special_value(o, name):
    """`o.name` that is not called at once."""
    if hasattr(o, name):
        return getattr(o, name)
    if type(o) is lo__TYPE:
        return lambda first, *args: lo__special_call(o, name, first, *args)
    lo__special_kind(o, name)
    return lambda *args: lo__special_of(o, name, args)


def lo__special_kind(o, name):
    """The type of a built-in object that has a special method, by which it chooses what it goes with."""
    t = int if type(o) is bool else type(o)
    if lo__name(t) in lo__BUILT_IN_NAMES and not lo__has_built_in(o, name):
        raise AttributeError(f"'{lo__name(type(o))}' object has no attribute '{name}'")
    return t


def lo__special_of(o, name, args):
    t = lo__special_kind(o, name)
    if lo__is_user_class(t) and not hasattr(t, "__dataclass_fields__"):
        if name in lo__ORDERED:
            return NotImplemented
        if name not in lo__DEFAULTS:
            raise AttributeError(f"'{lo__name(t)}' object has no attribute '{name}'")
        return lo__DEFAULTS[name](o, *args)
    if name in lo__COMPARED:
        if len(args) == 1 and (not lo__goes_with(t, args[0]) or name in lo__ORDERED and (t is dict or o is None)):
            return NotImplemented
    elif len(args) == 1 and lo__is_mixed(t, name) and not lo__goes_with(t, args[0]):
        return NotImplemented
    return lo__SPECIALS[name](o, *args)


def lo__is_mixed(t, name):
    """Whether an operator leaves it to the other side where that is of another type."""
    if t is int or t is float or t is complex:
        return name != "__round__" and name != "__format__"
    return name in ("__and__", "__or__", "__xor__", "__sub__", "__ror__")


def lo__goes_with(t, other):
    k = type(other)
    if t is int:
        return k is int or k is bool
    if t is float:
        return k is float or k is int or k is bool
    if t is complex:
        return k is complex or k is float or k is int or k is bool
    if t is set or t is frozenset:
        return k is set or k is frozenset
    return k is t or isinstance(other, t)


lo__COMPARED = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
lo__ORDERED = ("__lt__", "__le__", "__gt__", "__ge__")


def lo__set_item(o, k, v):
    o[k] = v


def lo__truncated(o, name):
    import math
    return getattr(math, name)(o)


def lo__extended(o, xs):
    o.extend(xs)
    return o


def lo__repeated(o, n):
    o[:] = o * n
    return o


def lo__updated(o, d):
    o.update(d)
    return o


lo__SPECIALS = {
    "__get__": lambda f, o, *kind: f if o is None else lo__Bound(f, o), "__add__": lambda a, b: a + b, "__sub__": lambda a, b: a - b, "__mul__": lambda a, b: a * b,
    "__truediv__": lambda a, b: a / b, "__floordiv__": lambda a, b: a // b, "__mod__": lambda a, b: a % b,
    "__divmod__": lambda a, b: divmod(a, b), "__pow__": lambda a, *b: lo__pow(a, *b) if len(b) == 2 else a ** b[0],
    "__and__": lambda a, b: a & b, "__or__": lambda a, b: a | b, "__xor__": lambda a, b: a ^ b,
    "__lshift__": lambda a, b: a << b, "__rshift__": lambda a, b: a >> b,
    "__radd__": lambda a, b: b + a, "__rsub__": lambda a, b: b - a, "__rmul__": lambda a, b: b * a,
    "__rtruediv__": lambda a, b: b / a, "__rfloordiv__": lambda a, b: b // a, "__rmod__": lambda a, b: b % a,
    "__rdivmod__": lambda a, b: divmod(b, a), "__rpow__": lambda a, b: b ** a, "__rand__": lambda a, b: b & a,
    "__ror__": lambda a, b: b | a, "__rxor__": lambda a, b: b ^ a, "__rlshift__": lambda a, b: b << a,
    "__rrshift__": lambda a, b: b >> a, "__iadd__": lo__extended, "__imul__": lo__repeated, "__ior__": lo__updated,
    "__eq__": lambda a, b: a == b, "__ne__": lambda a, b: a != b, "__lt__": lambda a, b: a < b,
    "__le__": lambda a, b: a <= b, "__gt__": lambda a, b: a > b, "__ge__": lambda a, b: a >= b,
    "__neg__": lambda a: -a, "__pos__": lambda a: +a, "__abs__": lambda a: abs(a), "__invert__": lambda a: ~a,
    "__int__": lambda a: int(a), "__float__": lambda a: float(a), "__index__": lambda a: int(a), "__bool__": lambda a: bool(a),
    "__round__": lambda a, *n: lo__round(a, *n), "__trunc__": lambda a: lo__truncated(a, "trunc"),
    "__floor__": lambda a: lo__truncated(a, "floor"), "__ceil__": lambda a: lo__truncated(a, "ceil"),
    "__len__": lambda a: len(a), "__next__": lambda a: next(a), "__iter__": lambda a: iter(a), "__contains__": lambda a, b: b in a,
    "__getitem__": lambda a, k: a[k], "__setitem__": lo__set_item, "__delitem__": lambda a, k: lo__delitem(a, k),
    "__reversed__": lambda a: iter(reversed(a)), "__str__": lambda a: str(a), "__repr__": lambda a: repr(a),
    "__hash__": lambda a: hash(a), "__format__": lambda a, s: format(a, s),
}
