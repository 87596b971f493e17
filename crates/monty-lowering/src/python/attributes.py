# Attributes of objects whose class wants to be asked.
def lo__get(o, name):
    return lo__got(o, name, getattr(o, name))


def lo__got(o, name, v):
    t = type(v)
    if t is lo__Property:
        if type(o) is lo__TYPE:
            return v
        if v.fget is None:
            raise AttributeError(f"property '{name}' of '{lo__name(type(o))}' object has no getter")
        return v.fget(o)
    if t is lo__Cached:
        if type(o) is lo__TYPE:
            return v
        r = v.func(o)
        setattr(o, name, r)
        return r
    if hasattr(t, "__get__") and hasattr(type(o), name):
        if type(o) is lo__TYPE:
            return v.__get__(None, o)
        return v.__get__(o, type(o))
    return v


def lo__set(o, name, value):
    t = type(o)
    if t is not lo__TYPE and hasattr(t, name):
        p = getattr(t, name)
        if type(p) is lo__Property:
            if p.fset is None:
                raise AttributeError(f"property '{name}' of '{lo__name(t)}' object has no setter")
            p.fset(o, value)
            return
        if hasattr(type(p), "__set__"):
            p.__set__(o, value)
            return
    lo__set_value(o, name, value)


def lo__method(o, name, call):
    t = type(o)
    if t is lo__TYPE or hasattr(t, "__annotations__") or hasattr(o, name):
        return getattr(o, name)
    return lo__BoundBuiltIn(o, name, call)


class lo__BoundBuiltIn:
    def __init__(self, o, name, call):
        self.o = o
        self.name = name
        self.call = call
        self.__self__ = o

    def __call__(self, *args, **kwargs):
        return self.call(self.o, *args, **kwargs)

    def __repr__(self):
        return f"<built-in method {self.name} of {lo__name(type(self.o))} object at {hex(id(self.o))}>"


lo__functions = {}


def lo__function_attribute(o, name):
    if lo__is_function(o):
        entry = lo__functions.get(id(o))
        if entry is None or name not in entry[1]:
            raise AttributeError(f"'function' object has no attribute '{name}'")
        return entry[1][name]
    return lo__get(o, name)


def lo__set_function_attribute(o, name, value):
    if lo__is_function(o):
        if id(o) not in lo__functions:
            lo__functions[id(o)] = (o, {})
        lo__functions[id(o)][1][name] = value
    else:
        lo__set(o, name, value)


def lo__getattr(o, name, *default):
    try:
        return lo__getattr_asked(o, name)
    except AttributeError:
        if default:
            return default[0]
        raise


def lo__hasattr(o, name):
    try:
        lo__getattr_asked(o, name)
        return True
    except AttributeError:
        return False


def lo__setattr(o, name, value):
    lo__setattr_asked(o, name, value)


def lo__delattr(o, name):
    t = type(o)
    if hasattr(t, "__delattr__"):
        t.__delattr__(o, name)
    else:
        lo__plain_delattr(o, name)


def lo__space(o):
    # The dict of an object's own attributes, where a program asks for it.
    if hasattr(o, "lo__dict"):
        return o.lo__dict
    d = {}
    o.lo__dict = d
    return d


def lo__has_space(o):
    t = type(o)
    return t is not lo__TYPE and hasattr(t, "__annotations__") and not lo__is_frozen(t)


def lo__is_frozen(t):
    return hasattr(t, "__dataclass_fields__")


def lo__getattr_asked(o, name):
    if lo__has_space(o):
        t = type(o)
        if hasattr(t, name):
            p = getattr(t, name)
            if type(p) is lo__Property:
                return lo__get(o, name)
        d = lo__space(o)
        if name in d:
            return d[name]
        try:
            return lo__get(o, name)
        except AttributeError:
            if hasattr(t, "__getattr__"):
                return t.__getattr__(o, name)
            raise
    if lo__is_function(o):
        return lo__function_attribute(o, name)
    return lo__get(o, name)


def lo__plain_getattr(o, name):
    d = lo__space(o)
    if name in d:
        return d[name]
    return lo__get(o, name)


def lo__setattr_asked(o, name, value):
    t = type(o)
    if t is not lo__TYPE and hasattr(t, "__setattr__"):
        t.__setattr__(o, name, value)
    else:
        lo__plain_setattr(o, name, value)


def lo__plain_setattr(o, name, value):
    t = type(o)
    if t is lo__TYPE:
        lo__set_value(o, name, value)
        return
    if hasattr(t, name):
        p = getattr(t, name)
        if type(p) is lo__Property:
            lo__set(o, name, value)
            return
    if lo__has_space(o):
        lo__space(o)[name] = value
    else:
        setattr(o, name, value)


def lo__plain_delattr(o, name):
    t = type(o)
    if hasattr(t, name):
        p = getattr(t, name)
        if type(p) is lo__Property:
            if p.fdel is None:
                raise AttributeError(f"property '{name}' of '{lo__name(t)}' object has no deleter")
            p.fdel(o)
            return
    if lo__has_space(o):
        d = lo__space(o)
        if name in d:
            d.pop(name)
            return
    raise AttributeError(f"'{lo__name(t)}' object has no attribute '{name}'")


def lo__vars(o):
    if type(o) is lo__TYPE:
        return dict(o.lo__own) if hasattr(o, "lo__own") else {}
    if hasattr(type(o), "__dataclass_fields__"):
        return {n: getattr(o, n) for n in type(o).__dataclass_fields__}
    if lo__has_space(o):
        return lo__space(o)
    raise TypeError("vars() argument must have __dict__ attribute")


def lo__dir(*o):
    raise NotImplementedError("dir() is not available: name the attributes you look for")


def lo__ascii(o):
    return "".join([c if ord(c) < 128 else (f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}" if ord(c) < 65536 else f"\\U{ord(c):08x}") for c in repr(o)])


def lo__delitem(o, k):
    t = type(o)
    if hasattr(t, "__delitem__"):
        t.__delitem__(o, k)
    elif hasattr(t, "__annotations__"):
        raise TypeError(f"'{lo__name(t)}' object doesn't support item deletion")
    elif t is list:
        if type(k) is slice:
            if k.step is None or k.step == 1:
                o[k.start:k.stop] = []
            else:
                gone = set(range(*lo__m_indices(k, len(o))))
                o[:] = [v for i, v in enumerate(o) if i not in gone]
        else:
            try:
                o.pop(k)
            except IndexError:
                raise IndexError("list assignment index out of range") from None
    else:
        lo__delitem_other(o, k)


def lo__delitem_other(o, k):
    n = type(o).__name__
    if n == "deque":
        o.rotate(-k)
        o.popleft()
        o.rotate(k)
    elif n == "str" or n == "tuple" or n == "int" or n == "set" or n == "NoneType" or n == "float" or n == "bytes":
        raise TypeError(f"'{n}' object doesn't support item deletion")
    elif n == "Counter":
        if k in o:
            o.pop(k)
    else:
        o.pop(k)
