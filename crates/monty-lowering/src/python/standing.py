# Classes that derive from built-in types: an object holds a value of the type, which its methods work on. The attribute
# `lo__value` goes to the host for the object.
def lo__standing(name, kind, sample, fill, own, above=None):
    """What stands among the bases of a class for a built-in type."""
    c = type(name, (), {})
    c.lo__stands = kind
    c.lo__sample = sample
    c.lo__fill = fill
    c.lo__subs = []
    c.lo__bases = () if above is None else (above,)
    c.lo__mro = (c,) if above is None else (c,) + above.lo__mro
    c.lo__adopt = lo__adopt_value

    def __new__(cls, *args, **kwargs):
        o = lo__allocated(cls)
        fill(o, *args, **kwargs)
        return o
    own["__new__"] = __new__
    if "__eq__" in own:
        own["__ne__"] = lo__value_ne
    c.lo__own = own
    return c


def lo__adopt_value(c, root):
    c.lo__root = root
    c.lo__iterates = bool([k for k in c.lo__mro if not hasattr(k, "lo__stands") and "__iter__" in k.lo__own])
    c.lo__sample = root.lo__sample
    for k in c.lo__mro:
        if hasattr(k, "lo__stands") and k not in root.lo__mro:
            raise TypeError("multiple bases have instance lay-out conflict")


def lo__value_of(o):
    """What an object of a class that derives from a built-in type holds."""
    t = type(o)
    if hasattr(t, "lo__root"):
        return o.lo__value
    if hasattr(t, "lo__plain"):
        return o.lo__plain(o)
    return o


def lo__is_ones_own(o):
    return hasattr(type(o), "__annotations__")


def lo__value_eq(self, other):
    v = lo__value_of(other)
    if v is other and lo__is_ones_own(v):
        return NotImplemented
    return self.lo__value == v


def lo__value_ne(self, other):
    r = lo__value_eq(self, other)
    return r if r is NotImplemented else not r


def lo__value_repr(self):
    return repr(self.lo__value)


def lo__value_hash(self):
    return hash(self.lo__value)


def lo__value_str(self):
    return str(self.lo__value)


def lo__value_format(self, spec):
    # As for str, int and float: an object of a derived class with no format is asked for its text.
    return format(self.lo__value, spec) if spec else str(self)


lo__value_plain = lo__StaticMethod(lo__value_of)


def lo__value_binary(f, reflected=False):
    """An operator that leaves to the other side, and to the machine's words, what the type does not know."""
    def operator(self, other):
        v = lo__value_of(other)
        if v is other and lo__is_ones_own(v):
            return NotImplemented
        try:
            return f(v, self.lo__value) if reflected else f(self.lo__value, v)
        except TypeError:
            return NotImplemented
    return operator


def lo__value_joined(f, reflected=False):
    """As above, where the type has words of its own for what it does not know."""
    def operator(self, other):
        v = lo__value_of(other)
        if v is other and lo__is_ones_own(v):
            return NotImplemented
        return f(v, self.lo__value) if reflected else f(self.lo__value, v)
    return operator


def lo__on_value(f):
    """A method that is a helper of ours, on what its object holds."""
    def method(o, *args, **kwargs):
        return f(lo__value_of(o), *args, **kwargs)
    return method


def lo__slot(root, name, call):
    """A method of a built-in type that is named by the type: `dict.get`."""
    def method(o, *args, **kwargs):
        if hasattr(type(o), "lo__root") and name in root.lo__own:
            return root.lo__own[name](o, *args, **kwargs)
        return call(o, *args, **kwargs)
    return method


def lo__copy_of(o):
    """`copy.copy(o)`: what the object holds is a copy too."""
    from copy import copy
    lo__check_copy(o)
    c = copy(o)
    t = type(o)
    if c is o or hasattr(t, "__copy__"):
        return c
    if hasattr(o, "lo__dict"):
        c.lo__dict = dict(o.lo__dict)
    if hasattr(type(o), "lo__root"):
        # Filled as Python does, by methods that the class may have of its own.
        if type(o.lo__value) is list:
            c.lo__value = []
            for x in o:
                c.append(x)
        elif isinstance(o.lo__value, dict):
            c.lo__value = {}
            for k, v in o.items():
                c[k] = v
        elif t.lo__own_new:
            # Made by its class as Python does, then given the attributes of the other.
            lo__pending.append(None)
            try:
                c.lo__value = t.lo__make(t, o.lo__value).lo__value
            finally:
                lo__pending.pop()
        else:
            c.lo__value = copy(o.lo__value)
    return c


def lo__deepcopy_of(o, *memo):
    from copy import deepcopy
    lo__check_copy(o)
    return deepcopy(o, *memo)


def lo__check_copy(o):
    t = type(o)
    if hasattr(t, "lo__own_new") and not hasattr(t, "lo__root") and t.lo__own_new and not hasattr(t, "__copy__") and not hasattr(t, "__deepcopy__"):
        raise NotImplementedError(
            f"a copy of {lo__name(t)}, whose class has __new__, cannot be had: give the class __copy__ or a method that copies"
        )


def lo__jsonable(o):
    """A value that the machine can write as JSON."""
    return lo__jsonable_in(o, {})


def lo__jsonable_in(o, open):
    t = type(o)
    if t is str or t is int or t is float or o is None:
        return o
    if hasattr(t, "lo__root"):
        kind = type(o.lo__value)
        if kind is dict or kind.__name__ == "defaultdict":
            items = list(o.items())
        elif isinstance(o.lo__value, (list, tuple)):
            items = None
        else:
            return o.lo__value
    elif hasattr(t, "lo__plain"):
        return o.lo__plain(o)
    elif isinstance(o, dict):
        items = list(o.items())
    elif isinstance(o, (list, tuple)):
        items = None
    else:
        return o
    i = id(o)
    if i in open:
        raise ValueError("Circular reference detected")
    open[i] = True
    if items is None:
        r = [lo__jsonable_in(v, open) for v in o]
    else:
        r = {lo__value_of(k): lo__jsonable_in(v, open) for k, v in items}
    open.pop(i)
    return r


def lo__percent(o):
    """The right side of `%`, where a tuple or dict of a class of the program is what a text is filled with."""
    v = lo__value_of(o)
    return v if isinstance(v, (tuple, dict)) else o


def lo__matched(o):
    """What sequence and mapping patterns are tried on."""
    v = lo__value_of(o)
    for x in (v.values() if isinstance(v, dict) else v if isinstance(v, (list, tuple)) else ()):
        if hasattr(type(x), "lo__root") and isinstance(x.lo__value, (dict, list, tuple)):
            raise NotImplementedError(
                f"a pattern cannot look into {lo__name(type(x))} within another value: take it out by its index first"
            )
    return v


lo__DICT = lo__standing("dict", dict, {}, lambda s, *a, **k: lo__hold(s, {}), {
    "__hash__": None, "__eq__": lo__value_eq, "__repr__": lo__value_repr,
    "__init__": lambda s, *a, **k: lo__dict_update(s, "dict", a, k),
    "__getitem__": lambda s, k: lo__dict_item(s, k), "__setitem__": lambda s, k, v: lo__put(s.lo__value, k, v),
    "__delitem__": lambda s, k: lo__take(s.lo__value, k), "__contains__": lambda s, k: k in s.lo__value,
    "__len__": lambda s: len(s.lo__value), "__iter__": lambda s: iter(s.lo__value),
    "__reversed__": lambda s: iter(list(s.lo__value)[::-1]),
    "__or__": lambda s, o: lo__dict_or(s, o), "__ror__": lambda s, o: lo__dict_or(o, s),
    "__ior__": lambda s, o: lo__dict_ior(s, o), "get": lambda s, *a: s.lo__value.get(*a),
    "keys": lambda s: s.lo__value.keys(), "values": lambda s: s.lo__value.values(),
    "items": lambda s: s.lo__value.items(), "pop": lambda s, *a: s.lo__value.pop(*a),
    "popitem": lambda s: s.lo__value.popitem(), "setdefault": lambda s, *a: s.lo__value.setdefault(*a),
    "update": lambda s, *a, **k: lo__dict_update(s, "update", a, k), "clear": lambda s: s.lo__value.clear(),
    "copy": lambda s: dict(s.lo__value), "fromkeys": lo__ClassMethod(lambda c, ks, v=None: lo__dict_fromkeys(c, ks, v)),
})


def lo__hold(o, value):
    o.lo__value = value


def lo__put(d, k, v):
    d[k] = v


def lo__take(d, k):
    d.pop(k)


def lo__dict_item(s, k):
    d = s.lo__value
    if k in d:
        return d[k]
    if hasattr(type(s), "__missing__"):
        return type(s).__missing__(s, k)
    return d[k]


def lo__dict_update(s, name, args, kwargs):
    if len(args) > 1:
        raise TypeError(f"{name} expected at most 1 argument, got {len(args)}")
    s.lo__value.update(*[lo__mapping(a) for a in args], **kwargs)


def lo__dict_or(a, b):
    a = lo__value_of(a)
    b = lo__value_of(b)
    if isinstance(a, dict) and isinstance(b, dict):
        return a | b
    return NotImplemented


def lo__dict_ior(s, o):
    s.lo__value.update(lo__mapping(o))
    return s


def lo__dict_fromkeys(c, keys, value):
    o = c()
    for k in keys:
        o[k] = value
    return o


def lo__defaultdict_kind():
    from collections import defaultdict
    return defaultdict


lo__DEFAULTDICT = lo__standing(
    "defaultdict", lo__defaultdict_kind(), lo__defaultdict_kind()(), lambda s, *a, **k: lo__hold(s, {}), {
        "__init__": lambda s, *a, **k: lo__defaultdict_init(s, a, k), "default_factory": None,
        "__missing__": lambda s, k: lo__defaultdict_missing(s, k), "__repr__": lambda s: lo__defaultdict_repr(s),
        "copy": lambda s: type(s)(s.default_factory, s),
        "__or__": lambda s, o: lo__defaultdict_or(s, o), "__ror__": lambda s, o: lo__defaultdict_or(s, o, True),
    }, lo__DICT,
)


def lo__defaultdict_init(s, args, kwargs):
    f = args[0] if args else None
    if f is not None and not lo__callable(f):
        raise TypeError("first argument must be callable or None")
    s.default_factory = f
    lo__dict_update(s, "defaultdict", args[1:], kwargs)


def lo__defaultdict_missing(s, k):
    f = s.default_factory
    if f is None:
        raise KeyError(k)
    v = f()
    s.lo__value[k] = v
    return v


def lo__defaultdict_repr(s):
    return f"{lo__name(type(s))}({s.default_factory!r}, {s.lo__value!r})"


def lo__defaultdict_or(s, o, reflected=False):
    v = lo__value_of(o)
    if not isinstance(v, dict):
        return NotImplemented
    r = type(s)(s.default_factory, o if reflected else s)
    r.lo__value.update(s.lo__value if reflected else v)
    return r


lo__LIST = lo__standing("list", list, [], lambda s, *a, **k: lo__hold(s, []), {
    "__hash__": None, "__eq__": lo__value_eq, "__repr__": lo__value_repr, "lo__plain": lo__value_plain,
    "__init__": lambda s, *a: lo__list_init(s, a),
    "__getitem__": lambda s, i: s.lo__value[i], "__setitem__": lambda s, i, v: lo__put(s.lo__value, i, lo__value_of(v) if type(i) is slice else v),
    "__delitem__": lambda s, i: lo__delitem(s.lo__value, i), "__contains__": lambda s, v: v in s.lo__value,
    "__len__": lambda s: len(s.lo__value), "__iter__": lambda s: iter(s.lo__value),
    "__reversed__": lambda s: lo__ListReversed(s.lo__value),
    "__add__": lo__value_joined(lambda a, b: a + b), "__radd__": lo__value_joined(lambda a, b: a + b, True),
    "__mul__": lo__value_joined(lambda a, b: a * b), "__rmul__": lo__value_joined(lambda a, b: a * b, True),
    "__iadd__": lambda s, o: lo__list_iadd(s, o), "__imul__": lambda s, n: lo__list_imul(s, n),
    "append": lambda s, v: s.lo__value.append(v), "extend": lambda s, o: s.lo__value.extend(o),
    "insert": lambda s, i, v: s.lo__value.insert(i, v), "pop": lambda s, *a: s.lo__value.pop(*a),
    "remove": lambda s, v: s.lo__value.remove(v), "index": lambda s, *a: s.lo__value.index(*a),
    "count": lambda s, v: s.lo__value.count(v), "reverse": lambda s: s.lo__value.reverse(),
    "sort": lambda s, *a, **k: lo__sort(s.lo__value, *a, **k), "clear": lambda s: s.lo__value.clear(),
    "copy": lambda s: s.lo__value.copy(),
})


def lo__list_init(s, args):
    if len(args) > 1:
        raise TypeError(f"list expected at most 1 argument, got {len(args)}")
    s.lo__value[:] = list(args[0]) if args else []


def lo__list_iadd(s, o):
    s.lo__value.extend(o)
    return s


def lo__list_imul(s, n):
    s.lo__value[:] = s.lo__value * n
    return s


lo__TUPLE = lo__standing("tuple", tuple, (), lambda s, *a: lo__hold(s, tuple(*a)), {
    "__hash__": lo__value_hash, "__eq__": lo__value_eq, "__repr__": lo__value_repr, "lo__plain": lo__value_plain,
    "__init__": lo__value_init, "__getitem__": lambda s, i: s.lo__value[i], "__contains__": lambda s, v: v in s.lo__value,
    "__len__": lambda s: len(s.lo__value), "__iter__": lambda s: iter(s.lo__value),
    "__add__": lo__value_joined(lambda a, b: a + b), "__radd__": lo__value_joined(lambda a, b: a + b, True),
    "__mul__": lo__value_joined(lambda a, b: a * b), "__rmul__": lo__value_joined(lambda a, b: a * b, True),
    "__reversed__": lambda s: lo__OtherReversed(iter([s[i] for i in range(len(s.lo__value) - 1, -1, -1)])),
    "index": lambda s, *a: s.lo__value.index(*a), "count": lambda s, v: s.lo__value.count(v),
})


def lo__set_table(kind):
    own = {
        "__eq__": lo__value_eq, "__repr__": lo__set_repr, "lo__plain": lo__value_plain,
        "__contains__": lambda s, v: v in s.lo__value, "__len__": lambda s: len(s.lo__value),
        "__iter__": lambda s: iter(s.lo__value), "copy": lambda s: s.lo__value.copy(),
        "__or__": lo__value_binary(lambda a, b: a | b), "__ror__": lo__value_binary(lambda a, b: a | b, True),
        "__and__": lo__value_binary(lambda a, b: a & b), "__rand__": lo__value_binary(lambda a, b: a & b, True),
        "__sub__": lo__value_binary(lambda a, b: a - b), "__rsub__": lo__value_binary(lambda a, b: a - b, True),
        "__xor__": lo__value_binary(lambda a, b: a ^ b), "__rxor__": lo__value_binary(lambda a, b: a ^ b, True),
        "union": lambda s, *o: s.lo__value.union(*o), "intersection": lambda s, *o: s.lo__value.intersection(*[lo__value_of(x) for x in o]),
        "difference": lambda s, *o: s.lo__value.difference(*[lo__value_of(x) for x in o]),
        "symmetric_difference": lambda s, o: s.lo__value.symmetric_difference(lo__value_of(o)),
        "issubset": lambda s, o: s.lo__value.issubset(lo__value_of(o)),
        "issuperset": lambda s, o: s.lo__value.issuperset(lo__value_of(o)),
        "isdisjoint": lambda s, o: not [x for x in o if x in s.lo__value],
    }
    if kind is set:
        own["__hash__"] = None
        own["__init__"] = lambda s, *a: lo__set_init(s, a)
        own["__ior__"] = lambda s, o: lo__set_in_place(s, o, lambda a, b: a | b)
        own["__iand__"] = lambda s, o: lo__set_in_place(s, o, lambda a, b: a & b)
        own["__isub__"] = lambda s, o: lo__set_in_place(s, o, lambda a, b: a - b)
        own["__ixor__"] = lambda s, o: lo__set_in_place(s, o, lambda a, b: a ^ b)
        own["add"] = lambda s, v: s.lo__value.add(v)
        own["discard"] = lambda s, v: s.lo__value.discard(v)
        own["remove"] = lambda s, v: s.lo__value.remove(v)
        own["pop"] = lambda s: s.lo__value.pop()
        own["clear"] = lambda s: s.lo__value.clear()
        own["update"] = lambda s, *o: s.lo__value.update(*o)
        own["intersection_update"] = lambda s, *o: lo__set_now(s, s.lo__value.intersection(*[lo__value_of(x) for x in o]))
        own["difference_update"] = lambda s, *o: lo__set_now(s, s.lo__value.difference(*[lo__value_of(x) for x in o]))
        own["symmetric_difference_update"] = lambda s, o: lo__set_now(s, s.lo__value.symmetric_difference(lo__value_of(o)))
    else:
        own["__hash__"] = lo__value_hash
        own["__init__"] = lo__value_init
    return own


def lo__set_repr(self):
    if not self.lo__value:
        return f"{lo__name(type(self))}()"
    return f"{lo__name(type(self))}({{{', '.join([repr(x) for x in self.lo__value])}}})"


def lo__set_init(s, args):
    if len(args) > 1:
        raise TypeError(f"set expected at most 1 argument, got {len(args)}")
    lo__set_now(s, set(*args))


def lo__set_now(s, new):
    s.lo__value.clear()
    s.lo__value.update(new)


def lo__set_in_place(s, o, f):
    v = lo__value_of(o)
    if not isinstance(v, (set, frozenset)):
        return NotImplemented
    lo__set_now(s, f(s.lo__value, v))
    return s


lo__SET = lo__standing("set", set, set(), lambda s, *a: lo__hold(s, set()), lo__set_table(set))
lo__FROZENSET = lo__standing("frozenset", frozenset, frozenset(), lambda s, *a: lo__hold(s, frozenset(*a)), lo__set_table(frozenset))


def lo__number_table():
    own = {
        "__hash__": lo__value_hash, "__eq__": lo__value_eq, "__repr__": lo__value_repr, "lo__plain": lo__value_plain,
        "__init__": lo__value_init, "__format__": lo__value_format, "__bool__": lambda s: s.lo__value != 0,
        "__int__": lambda s: int(s.lo__value), "__float__": lambda s: float(s.lo__value),
        "__neg__": lambda s: -s.lo__value, "__pos__": lambda s: +s.lo__value, "__abs__": lambda s: abs(s.lo__value),
        "__round__": lambda s, n=None: lo__round(s.lo__value, n),
        "as_integer_ratio": lambda s: s.lo__value.as_integer_ratio(), "conjugate": lambda s: s.lo__value,
    }
    for n, f in lo__NUMBER_TABLE.items():
        own[f"__{n}__"] = lo__value_binary(f)
        own[f"__r{n}__"] = lo__value_binary(f, True)
    return own


lo__NUMBER_TABLE = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "truediv": lambda a, b: a / b,
    "floordiv": lambda a, b: a // b, "mod": lambda a, b: a % b, "pow": lambda a, b: a ** b,
    "divmod": lambda a, b: divmod(a, b),
}


def lo__int_table():
    own = lo__number_table()
    for n, f in lo__BIT_TABLE.items():
        own[f"__{n}__"] = lo__value_binary(f)
        own[f"__r{n}__"] = lo__value_binary(f, True)
    own["__invert__"] = lambda s: ~s.lo__value
    own["__index__"] = lambda s: s.lo__value
    own["__trunc__"] = lambda s: s.lo__value
    return own


lo__BIT_TABLE = {
    "and": lambda a, b: a & b, "or": lambda a, b: a | b, "xor": lambda a, b: a ^ b, "lshift": lambda a, b: a << b,
    "rshift": lambda a, b: a >> b,
}
lo__INT = lo__standing("int", int, 0, lambda s, *a, **k: lo__hold(s, int(*[lo__value_of(x) for x in a], **k)), lo__int_table())
lo__FLOAT = lo__standing("float", float, 0.0, lambda s, *a: lo__hold(s, float(*[lo__value_of(x) for x in a])), lo__number_table())


def lo__str_table():
    own = {
        "__hash__": lo__value_hash, "__eq__": lo__value_eq, "__repr__": lo__value_repr, "lo__plain": lo__value_plain,
        "__init__": lo__value_init, "__str__": lo__value_str, "__format__": lo__value_format,
        "__int__": lambda s: int(s.lo__value), "__float__": lambda s: float(s.lo__value),
        "__len__": lambda s: len(s.lo__value), "__iter__": lambda s: iter(s.lo__value),
        "__contains__": lambda s, v: lo__value_of(v) in s.lo__value, "__getitem__": lambda s, i: s.lo__value[i],
        "__add__": lo__value_joined(lambda a, b: a + b), "__radd__": lo__value_joined(lambda a, b: a + b, True),
        "__mul__": lo__value_joined(lambda a, b: a * b), "__rmul__": lo__value_joined(lambda a, b: a * b, True),
        "__mod__": lambda s, v: s.lo__value % v,
        "__truediv__": lambda s, v: s.lo__value / v if lo__is_path(v) else NotImplemented,
        "__rtruediv__": lambda s, v: v / s.lo__value if lo__is_path(v) else NotImplemented,
    }
    for n, f in lo__STR_METHODS.items():
        own[n] = lo__str_method(f)
    own["partition"] = lambda s, x: s.lo__value.partition(x) if lo__value_of(x) in s.lo__value else (s, "", "")
    own["rpartition"] = lambda s, x: s.lo__value.rpartition(x) if lo__value_of(x) in s.lo__value else ("", "", s)
    return own


def lo__str_method(f):
    def method(self, *args, **kwargs):
        return f(self.lo__value, *[lo__value_of(a) for a in args], **kwargs)
    return method


lo__STR_METHODS = {
    "capitalize": lambda s: s.capitalize(), "casefold": lambda s: s.casefold(), "center": lambda s, *a: s.center(*a),
    "count": lambda s, *a: s.count(*a), "encode": lambda s, *a, **k: s.encode(*a, **k),
    "endswith": lambda s, *a: s.endswith(*a), "expandtabs": lambda s, *a: lo__m_expandtabs(s, *a),
    "find": lambda s, *a: s.find(*a), "format": lambda s, *a, **k: s.format(*a, **k), "index": lambda s, *a: s.index(*a),
    "isalnum": lambda s: s.isalnum(), "isalpha": lambda s: s.isalpha(), "isascii": lambda s: s.isascii(),
    "isdecimal": lambda s: s.isdecimal(), "isdigit": lambda s: s.isdigit(), "isidentifier": lambda s: s.isidentifier(),
    "islower": lambda s: s.islower(), "isnumeric": lambda s: s.isnumeric(), "isprintable": lambda s: s.isprintable(),
    "isspace": lambda s: s.isspace(), "istitle": lambda s: s.istitle(), "isupper": lambda s: s.isupper(),
    "join": lambda s, xs: s.join([lo__value_of(x) for x in xs]), "ljust": lambda s, *a: s.ljust(*a),
    "lower": lambda s: s.lower(), "lstrip": lambda s, *a: s.lstrip(*a),
    "removeprefix": lambda s, x: s.removeprefix(x), "removesuffix": lambda s, x: s.removesuffix(x),
    "replace": lambda s, *a: s.replace(*a), "rfind": lambda s, *a: s.rfind(*a), "rindex": lambda s, *a: s.rindex(*a),
    "rjust": lambda s, *a: s.rjust(*a),
    "rsplit": lambda s, *a, **k: s.rsplit(*a, **k), "rstrip": lambda s, *a: s.rstrip(*a),
    "split": lambda s, *a, **k: s.split(*a, **k), "splitlines": lambda s, *a, **k: s.splitlines(*a, **k),
    "startswith": lambda s, *a: s.startswith(*a), "strip": lambda s, *a: s.strip(*a), "swapcase": lambda s: s.swapcase(),
    "title": lambda s: s.title(), "translate": lambda s, t: lo__m_translate(s, t), "upper": lambda s: s.upper(),
    "zfill": lambda s, n: s.zfill(n),
}
lo__STR = lo__standing("str", str, "", lambda s, *a, **k: lo__hold(s, str(*a, **k)), lo__str_table())


def lo__joined(sep, xs):
    """`sep.join(xs)` where items may be of a class that derives from str."""
    return sep.join([lo__value_of(x) for x in xs])


def lo__cell(o):
    """What a CSV writer is given: the text of an object of a class that derives from str is the one it holds."""
    v = lo__value_of(o)
    return v if type(v) is str or v is not o and str(v) == str(o) else o


def lo__m_writerow(o, row):
    if not lo__is_csv_writer(o):
        return o.writerow(row)
    return o.writerow(lo__cells(row))


def lo__m_writerows(o, rows):
    if not lo__is_csv_writer(o):
        return o.writerows(rows)
    return o.writerows([lo__cells(row) for row in rows])


def lo__is_csv_writer(o):
    return type(o).__name__ in ("writer", "DictWriter")


def lo__cells(row):
    row = lo__value_of(row)
    if isinstance(row, dict):
        return {lo__value_of(k): lo__cell(v) for k, v in row.items()}
    return [lo__cell(v) for v in row] if hasattr(type(row), "__annotations__") or isinstance(row, (list, tuple)) else row
