# Operators that ask an object's class.
def lo__true(o):
    t = type(o)
    if hasattr(t, "__bool__"):
        r = t.__bool__(o)
        if r is not True and r is not False:
            raise TypeError(f"__bool__ should return bool, returned {lo__name(type(r))}")
        return r
    if hasattr(t, "__len__"):
        return lo__len(o) != 0
    return bool(o)


def lo__bool(*o):
    return lo__true(o[0]) if o else False


def lo__len(o):
    t = type(o)
    if hasattr(t, "__len__"):
        n = t.__len__(o)
        if type(n) is not int:
            if type(n) is bool:
                return int(n)
            if hasattr(n, "__index__"):
                return n.__index__()
            raise TypeError(f"'{lo__name(type(n))}' object cannot be interpreted as an integer")
        if n < 0:
            raise ValueError("__len__() should return >= 0")
        return n
    return len(o)


def lo__any(xs):
    for x in xs:
        if lo__true(x):
            return True
    return False


def lo__all(xs):
    for x in xs:
        if not lo__true(x):
            return False
    return True


def lo__asks(o):
    t = type(o)
    return hasattr(t, "__lt__") or hasattr(t, "__gt__") or hasattr(t, "__annotations__")


def lo__rich(a, b, op, reflected, sign):
    ta = type(a)
    tb = type(b)
    ua = hasattr(ta, op)
    ub = hasattr(tb, reflected)
    if not ua and not ub and not hasattr(ta, "lo__plain") and not hasattr(tb, "lo__plain"):
        return lo__rich_items(a, b, op, reflected, sign)
    tried = False
    if ub and ua and ta is not tb and hasattr(tb, "lo__mro") and ta in tb.lo__mro and hasattr(tb, reflected):
        tried = True
        r = getattr(tb, reflected)(b, a)
        if r is not NotImplemented:
            return r
    if ua and hasattr(ta, op):
        r = getattr(ta, op)(a, b)
        if r is not NotImplemented:
            return r
    if ub and not tried and hasattr(tb, reflected):
        r = getattr(tb, reflected)(b, a)
        if r is not NotImplemented:
            return r
    if hasattr(ta, "lo__plain") or hasattr(tb, "lo__plain"):
        if hasattr(tb, "lo__root") and not hasattr(ta, "lo__plain") and lo__is_comparable(b.lo__value, a):
            # Of a class that derives from the other's, the right side is asked first.
            return lo__rich(b.lo__value, a, reflected, op, lo__FLIPPED[sign])
        a = lo__plain_value(a)
        b = lo__plain_value(b)
        if lo__is_comparable(a, b):
            return lo__rich(a, b, op, reflected, sign)
    raise TypeError(f"'{sign}' not supported between instances of '{lo__name(ta)}' and '{lo__name(tb)}'")


lo__FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def lo__is_comparable(a, b):
    if type(a) is type(b):
        return True
    for kinds in ((int, float), (set, frozenset), (tuple,)):
        if isinstance(a, kinds):
            return isinstance(b, kinds)
    return False


def lo__plain_value(o):
    return o.lo__plain(o) if hasattr(type(o), "lo__plain") else o


def lo__rich_items(a, b, op, reflected, sign):
    t = type(a)
    if t is type(b) and (t is tuple or t is list):
        for x, y in zip(a, b):
            if x is not y and not x == y:
                return lo__rich(x, y, op, reflected, sign)
        return lo__numbers(len(a), len(b), sign)
    return lo__numbers(a, b, sign)


def lo__numbers(a, b, sign):
    if sign == "<":
        return a < b
    if sign == "<=":
        return a <= b
    if sign == ">":
        return a > b
    return a >= b


def lo__lt(a, b):
    return lo__rich(a, b, "__lt__", "__gt__", "<")


def lo__le(a, b):
    return lo__rich(a, b, "__le__", "__ge__", "<=")


def lo__gt(a, b):
    return lo__rich(a, b, "__gt__", "__lt__", ">")


def lo__ge(a, b):
    return lo__rich(a, b, "__ge__", "__le__", ">=")


# An object of the host's is another one to the machine whenever it comes.
def lo__host_is(a, b):
    if a is b:
        return True
    t = type(a)
    return t is type(b) and hasattr(t, "lo__host") and a == b


def lo__host_is_not(a, b):
    return not lo__host_is(a, b)


def lo__ne(a, b):
    t = type(a)
    if hasattr(t, "__ne__"):
        r = t.__ne__(a, b)
        if r is not NotImplemented:
            return r
    t = type(b)
    if hasattr(t, "__ne__"):
        r = t.__ne__(b, a)
        if r is not NotImplemented:
            return r
    return a != b


def lo__any_asks(keys):
    for k in keys:
        if lo__asks(k):
            return True
        if (type(k) is tuple or type(k) is list) and lo__any_asks(k):
            return True
    return False


def lo__merged(pairs):
    n = len(pairs)
    if n < 2:
        return pairs
    a = lo__merged(pairs[: n // 2])
    b = lo__merged(pairs[n // 2:])
    out = []
    i = 0
    j = 0
    while i < len(a) and j < len(b):
        if lo__lt(b[j][0], a[i][0]):
            out.append(b[j])
            j += 1
        else:
            out.append(a[i])
            i += 1
    out.extend(a[i:])
    out.extend(b[j:])
    return out


def lo__inserted(pairs):
    """Sorts a short list by the comparisons that Python makes, which a program may see: a run, then binary insertion."""
    n = len(pairs)
    if n < 2:
        return pairs
    run = 2
    if lo__lt(pairs[1][0], pairs[0][0]):
        while run < n and lo__lt(pairs[run][0], pairs[run - 1][0]):
            run += 1
        out = pairs[:run][::-1]
    else:
        while run < n and not lo__lt(pairs[run][0], pairs[run - 1][0]):
            run += 1
        out = pairs[:run]
    for p in pairs[run:]:
        low = 0
        high = len(out)
        while low < high:
            middle = (low + high) // 2
            if lo__lt(p[0], out[middle][0]):
                high = middle
            else:
                low = middle + 1
        out.insert(low, p)
    return out


def lo__sorted(xs, *, key=None, reverse=False):
    xs = list(xs)
    keys = xs if key is None else [key(x) for x in xs]
    if not lo__any_asks(keys):
        if key is None:
            return sorted(xs, reverse=reverse)
        return [p[1] for p in sorted(zip(keys, xs), key=lambda p: p[0], reverse=reverse)]
    pairs = list(zip(keys, xs))
    if reverse:
        pairs.reverse()
    pairs = lo__inserted(pairs) if len(pairs) < 64 else lo__merged(pairs)
    if reverse:
        pairs.reverse()
    return [p[1] for p in pairs]


def lo__sort(o, *args, **kwargs):
    if type(o) is list:
        o[:] = lo__sorted(o, *args, **kwargs)
        return None
    return o.sort(*args, **kwargs)


lo__NONE = lo__Object()


def lo__extreme(args, key, default, less, name):
    if len(args) == 1:
        args = args[0]
    found = False
    best = None
    value = None
    for x in args:
        k = x if key is None else key(x)
        if not found:
            found = True
            best = x
            value = k
        elif less(k, value):
            best = x
            value = k
    if found:
        return best
    if default is lo__NONE:
        raise ValueError(f"{name}() iterable argument is empty")
    return default


def lo__min(*args, key=None, default=lo__NONE):
    return lo__extreme(args, key, default, lo__lt, "min")


def lo__max(*args, key=None, default=lo__NONE):
    return lo__extreme(args, key, default, lo__gt, "max")


def lo__contained(a, b):
    """`a in b`, where `a` may be an object that is a text too."""
    return (lo__value_of(a) if type(b) is str else a) in b


def lo__not_contained(a, b):
    return (lo__value_of(a) if type(b) is str else a) not in b


def lo__in_place(op, a, b):
    t = type(a)
    n = lo__IN_PLACE[op]
    if hasattr(t, n):
        r = getattr(t, n)(a, b)
        if r is not NotImplemented:
            return r
    elif t is list and op == "+":
        a.extend(b)
        return a
    elif t is set or t is list or t is dict:
        if hasattr(type(b), "lo__root"):
            b = b.lo__value
        if t is set and (type(b) is set or type(b) is frozenset):
            return lo__set_changed(op, a, b)
        if t is set and op in "|&-^" and not hasattr(type(b), "__annotations__"):
            raise TypeError(f"unsupported operand type(s) for {op}=: 'set' and '{lo__name(type(b))}'")
        if t is list and op == "*":
            a[:] = a * b
            return a
    if op == "+":
        a += b
    elif op == "-":
        a -= b
    elif op == "*":
        if type(b) is float:
            return lo__times(a, b)
        a *= b
    elif op == "/":
        return lo__divided(a, b)
    elif op == "//":
        a //= b
    elif op == "%":
        a %= b
    elif op == "&":
        a &= b
    elif op == "|":
        a |= b
    elif op == "^":
        a ^= b
    elif op == "<<":
        a <<= b
    elif op == ">>":
        a >>= b
    elif op == "**":
        a **= b
    else:
        a = a @ b
    return a


def lo__set_changed(op, a, b):
    """The machine makes a new set where Python changes the one that is there."""
    if op == "|":
        a.update(b)
    elif op == "-":
        for x in list(b):
            a.discard(x)
    elif op == "&":
        for x in list(a):
            if x not in b:
                a.discard(x)
    elif op == "^":
        for x in list(b):
            if x in a:
                a.discard(x)
            else:
                a.add(x)
    else:
        a += b
    return a


lo__IN_PLACE = {
    "+": "__iadd__", "-": "__isub__", "*": "__imul__", "/": "__itruediv__", "//": "__ifloordiv__", "%": "__imod__",
    "&": "__iand__", "|": "__ior__", "^": "__ixor__", "<<": "__ilshift__", ">>": "__irshift__", "**": "__ipow__",
    "@": "__imatmul__",
}


def lo__format(o, spec=""):
    t = type(o)
    if hasattr(t, "__format__"):
        r = t.__format__(o, spec)
        if type(r) is not str:
            raise TypeError(f"__format__ must return a str, not {lo__name(type(r))}")
        return r
    if hasattr(t, "__annotations__"):
        if spec:
            raise TypeError(f"unsupported format string passed to {lo__name(t)}.__format__")
        return str(o)
    return format(lo__padded(o) if spec else o, spec)


def lo__padded(o):
    """What is given a format, which only texts, numbers and classes with a format of their own take."""
    t = type(o)
    if t is str or t is int or t is float or t is bool:
        return o
    if o is None or t.__name__ in lo__WITHOUT_FORMAT or lo__is_user_class(t) and not hasattr(t, "__format__"):
        place = {"timedelta": "datetime.", "deque": "collections.", "defaultdict": "collections."}
        raise TypeError(f"unsupported format string passed to {place.get(t.__name__, '')}{lo__name(t)}.__format__")
    return o


lo__WITHOUT_FORMAT = (
    "list", "tuple", "dict", "set", "frozenset", "bytes", "range", "function", "type", "defaultdict", "Counter", "deque",
    "timedelta", "builtin_function_or_method",
)


def lo__formatted(o, spec=""):
    return lo__format(o, spec)


def lo__str_format(_template, *args, **kwargs):
    if not lo__any_asks(args) and not lo__any_asks(kwargs.values()):
        return _template.format(*args, **kwargs)
    return lo__filled(_template, args, kwargs, [0])


def lo__m_format(_o, *args, **kwargs):
    """`o.format(...)` of what may have no format, which the machine would write as text."""
    if type(_o) is str and (lo__any_lacks(args) or kwargs and lo__any_lacks(kwargs.values())):
        return lo__filled(_o, args, kwargs, [0])
    return _o.format(*args, **kwargs)


def lo__any_lacks(values):
    for v in values:
        t = type(v)
        if t is not str and t is not int and t is not float and (
            v is None or t.__name__ in lo__WITHOUT_FORMAT or lo__is_user_class(t)
        ):
            return True
    return False


def lo__filled(template, args, kwargs, count):
    out = []
    i = 0
    n = len(template)
    while i < n:
        c = template[i]
        if c in "{}" and template[i:i + 2] == c + c:
            out.append(c)
            i += 2
        elif c == "{":
            depth = 1
            j = i + 1
            while j < n and depth:
                depth += {"{": 1, "}": -1}.get(template[j], 0)
                j += 1
            if depth:
                raise ValueError("expected '}' before end of string")
            out.append(lo__field(template[i + 1:j - 1], args, kwargs, count))
            i = j
        elif c == "}":
            raise ValueError("Single '}' encountered in format string")
        else:
            out.append(c)
            i += 1
    return "".join(out)


def lo__field(field, args, kwargs, count):
    name, colon, spec = field.partition(":")
    name, mark, conversion = name.partition("!")
    first = name
    for i, c in enumerate(name):
        if c in ".[":
            first = name[:i]
            break
    rest = name[len(first):]
    if not first:
        value = lo__positional(args, count[0])
        count[0] += 1
    elif first.isdigit():
        value = lo__positional(args, int(first))
    else:
        value = kwargs[first]
    while rest:
        end = 1
        if rest[0] == "[":
            end = rest.index("]")
            key = rest[1:end]
            value = value[int(key) if key.isdigit() else key]
            rest = rest[end + 1:]
        else:
            while end < len(rest) and rest[end] not in ".[":
                end += 1
            value = lo__get(value, rest[1:end])
            rest = rest[end:]
    if conversion == "r":
        value = repr(value)
    elif conversion == "s":
        value = str(value)
    elif conversion == "a":
        value = lo__ascii(value)
    return lo__format(value, lo__filled(spec, args, kwargs, count))


def lo__positional(args, i):
    if i >= len(args):
        raise IndexError(f"Replacement index {i} out of range for positional args tuple")
    return args[i]


def lo__pow(b, e, m):
    if type(b) is int and type(e) is int and type(m) is int and e < 0 and m != 0:
        r, s = b % abs(m), abs(m)
        x, y = 1, 0
        while s:
            q = r // s
            r, s = s, r - q * s
            x, y = y, x - q * y
        if r != 1:
            raise ValueError("base is not invertible for the given modulus")
        return pow(x, -e, m)
    return pow(b, e, m)


# Special methods by name: built-in objects do not have them as attributes.
def lo__of_len(o, *args):
    return o.__len__(*args) if hasattr(o, "__len__") else len(o)


def lo__of_iter(o, *args):
    return o.__iter__(*args) if hasattr(o, "__iter__") else iter(o)


def lo__of_next(o, *args):
    return o.__next__(*args) if hasattr(o, "__next__") else next(o)


def lo__of_getitem(o, *args):
    return o.__getitem__(*args) if hasattr(o, "__getitem__") else o[args[0]]


def lo__of_contains(o, *args):
    return o.__contains__(*args) if hasattr(o, "__contains__") else args[0] in o


def lo__of_str(o, *args):
    return o.__str__(*args) if hasattr(o, "__str__") else str(o)


def lo__of_repr(o, *args):
    return o.__repr__(*args) if hasattr(o, "__repr__") else repr(o)


# `bisect` where classes have an order of their own.
def lo__place(a, x, low, high, key, is_left):
    if low < 0:
        raise ValueError("lo must be non-negative")
    if high is None:
        high = len(a)
    while low < high:
        middle = (low + high) // 2
        item = a[middle] if key is None else key(a[middle])
        if lo__lt(item, x) if is_left else not lo__lt(x, item):
            low = middle + 1
        else:
            high = middle
    return low


def lo__bisect_left(a, x, lo=0, hi=None, *, key=None):
    return lo__place(a, x, lo, hi, key, True)


def lo__bisect_right(a, x, lo=0, hi=None, *, key=None):
    return lo__place(a, x, lo, hi, key, False)


def lo__insort_left(a, x, lo=0, hi=None, *, key=None):
    a.insert(lo__place(a, x if key is None else key(x), lo, hi, key, True), x)


def lo__insort_right(a, x, lo=0, hi=None, *, key=None):
    a.insert(lo__place(a, x if key is None else key(x), lo, hi, key, False), x)


def lo__complex(x):
    """`complex(x)`, where `x` may be an object of the program's."""
    if type(x) is complex or not hasattr(type(x), "__annotations__"):
        return complex(x)
    if hasattr(x, "__complex__"):
        r = x.__complex__()
        if type(r) is not complex:
            raise TypeError(f"{lo__name(type(x))}.__complex__ returned non-complex (type {lo__name(type(r))})")
        return r
    if hasattr(x, "__float__") or hasattr(x, "__index__"):
        return complex(float(x) if hasattr(x, "__float__") else x.__index__())
    raise TypeError(f"complex() argument must be a string or a number, not {lo__name(type(x))}")
