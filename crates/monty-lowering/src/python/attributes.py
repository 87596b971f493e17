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
    if hasattr(t, "__get__"):
        if type(o) is lo__TYPE:
            return v.__get__(None, o)
        if hasattr(type(o), name):
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


def lo__callee(o, name, call):
    t = type(o)
    if t is lo__TYPE or hasattr(t, "__annotations__") or hasattr(o, name) or lo__is_function(o):
        return lo__getattr_asked(o, name)
    return lo__BoundBuiltIn(o, name, call)


class lo__BuiltInMethod:
    lo__name = "method_descriptor"

    def __init__(self, kind, name, call):
        self.kind = kind
        self.__name__ = name
        self.__qualname__ = f"{kind}.{name}"
        self.call = call

    def __call__(self, *args, **kwargs):
        return self.call(*args, **kwargs)

    def __repr__(self):
        return f"<method '{self.__name__}' of '{self.kind}' objects>"


class lo__BoundBuiltIn:
    lo__name = "builtin_function_or_method"

    def __init__(self, o, name, call):
        self.o = o
        self.name = name
        self.__name__ = name
        self.call = call
        self.__self__ = o

    def __call__(self, *args, **kwargs):
        return self.call(self.o, *args, **kwargs)

    def __repr__(self):
        return f"<built-in method {self.name} of {lo__name(type(self.o))} object at {hex(id(self.o))}>"


# What built-in objects have, which the machine does not tell of them.
lo__BUILT_IN_NAMES = {
    "str": (
        " __add__ __contains__ __getitem__ __getnewargs__ __iter__ __len__ __mod__ __mul__ __rmod__ "
        "__rmul__ capitalize casefold center count encode endswith expandtabs find format format_map "
        "index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable "
        "isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix "
        "replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase "
        "title translate upper zfill "
    ),
    "bytes": (
        " __add__ __bytes__ __contains__ __getitem__ __getnewargs__ __iter__ __len__ __mod__ __mul__ "
        "__rmod__ __rmul__ capitalize center count decode endswith expandtabs find fromhex hex index "
        "isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip "
        "maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit "
        "rstrip split splitlines startswith strip swapcase title translate upper zfill "
    ),
    "list": (
        " __add__ __class_getitem__ __contains__ __delitem__ __getitem__ __iadd__ __imul__ __iter__ "
        "__len__ __mul__ __reversed__ __rmul__ __setitem__ append clear copy count extend index insert "
        "pop remove reverse sort "
    ),
    "tuple": (
        " __add__ __class_getitem__ __contains__ __getitem__ __getnewargs__ __iter__ __len__ __mul__ "
        "__rmul__ count index "
    ),
    "dict": (
        " __class_getitem__ __contains__ __delitem__ __getitem__ __ior__ __iter__ __len__ __or__ "
        "__reversed__ __ror__ __setitem__ clear copy fromkeys get items keys pop popitem setdefault "
        "update values "
    ),
    "set": (
        " __and__ __class_getitem__ __contains__ __iand__ __ior__ __isub__ __iter__ __ixor__ __len__ "
        "__or__ __rand__ __ror__ __rsub__ __rxor__ __sub__ __xor__ add clear copy difference "
        "difference_update discard intersection intersection_update isdisjoint issubset issuperset pop "
        "remove symmetric_difference symmetric_difference_update union update "
    ),
    "frozenset": (
        " __and__ __class_getitem__ __contains__ __iter__ __len__ __or__ __rand__ __ror__ __rsub__ "
        "__rxor__ __sub__ __xor__ copy difference intersection isdisjoint issubset issuperset "
        "symmetric_difference union "
    ),
    "range": (
        " __bool__ __contains__ __getitem__ __iter__ __len__ __reversed__ count index start step stop "
    ),
    "int": (
        " __abs__ __add__ __and__ __bool__ __ceil__ __divmod__ __float__ __floor__ __floordiv__ "
        "__getnewargs__ __index__ __int__ __invert__ __lshift__ __mod__ __mul__ __neg__ __or__ __pos__ "
        "__pow__ __radd__ __rand__ __rdivmod__ __rfloordiv__ __rlshift__ __rmod__ __rmul__ __ror__ "
        "__round__ __rpow__ __rrshift__ __rshift__ __rsub__ __rtruediv__ __rxor__ __sub__ __truediv__ "
        "__trunc__ __xor__ as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag "
        "numerator real to_bytes "
    ),
    "float": (
        " __abs__ __add__ __bool__ __ceil__ __divmod__ __float__ __floor__ __floordiv__ __getformat__ "
        "__getnewargs__ __int__ __mod__ __mul__ __neg__ __pos__ __pow__ __radd__ __rdivmod__ "
        "__rfloordiv__ __rmod__ __rmul__ __round__ __rpow__ __rsub__ __rtruediv__ __sub__ __truediv__ "
        "__trunc__ as_integer_ratio conjugate fromhex hex imag is_integer real "
    ),
    "bool": (
        " __abs__ __add__ __and__ __bool__ __ceil__ __divmod__ __float__ __floor__ __floordiv__ "
        "__getnewargs__ __index__ __int__ __invert__ __lshift__ __mod__ __mul__ __neg__ __or__ __pos__ "
        "__pow__ __radd__ __rand__ __rdivmod__ __rfloordiv__ __rlshift__ __rmod__ __rmul__ __ror__ "
        "__round__ __rpow__ __rrshift__ __rshift__ __rsub__ __rtruediv__ __rxor__ __sub__ __truediv__ "
        "__trunc__ __xor__ as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag "
        "numerator real to_bytes "
    ),
    "function": (
        " __call__ __name__ __qualname__ __module__ __defaults__ __code__ __closure__ __globals__ "
        "__kwdefaults__ __annotations__ __dict__ __get__ "
    ),
    "builtin_function_or_method": " __call__ __name__ __qualname__ __module__ __self__ __text_signature__ ",
    "NoneType": (
        " __bool__ "
    ),
}
lo__OBJECT_NAMES = (
    " __class__ __delattr__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ __getstate__ "
    "__gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ __ne__ __new__ __reduce__ "
    "__reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__ "
)


lo__BUILT_IN_CALLS = {
    "capitalize": lambda o, *a, **k: o.capitalize(*a, **k),
    "casefold": lambda o, *a, **k: o.casefold(*a, **k),
    "center": lambda o, *a, **k: o.center(*a, **k),
    "count": lambda o, *a, **k: o.count(*a, **k),
    "encode": lambda o, *a, **k: o.encode(*a, **k),
    "endswith": lambda o, *a, **k: o.endswith(*a, **k),
    "expandtabs": lambda o, *a, **k: lo__m_expandtabs(o, *a, **k),
    "find": lambda o, *a, **k: o.find(*a, **k),
    "format": lambda o, *a, **k: o.format(*a, **k),
    "index": lambda o, *a, **k: o.index(*a, **k),
    "isalnum": lambda o, *a, **k: o.isalnum(*a, **k),
    "isalpha": lambda o, *a, **k: o.isalpha(*a, **k),
    "isascii": lambda o, *a, **k: o.isascii(*a, **k),
    "isdecimal": lambda o, *a, **k: o.isdecimal(*a, **k),
    "isdigit": lambda o, *a, **k: o.isdigit(*a, **k),
    "isidentifier": lambda o, *a, **k: o.isidentifier(*a, **k),
    "islower": lambda o, *a, **k: o.islower(*a, **k),
    "isnumeric": lambda o, *a, **k: o.isnumeric(*a, **k),
    "isprintable": lambda o, *a, **k: o.isprintable(*a, **k),
    "isspace": lambda o, *a, **k: o.isspace(*a, **k),
    "istitle": lambda o, *a, **k: o.istitle(*a, **k),
    "isupper": lambda o, *a, **k: o.isupper(*a, **k),
    "join": lambda o, *a, **k: o.join(*a, **k),
    "ljust": lambda o, *a, **k: o.ljust(*a, **k),
    "lower": lambda o, *a, **k: o.lower(*a, **k),
    "lstrip": lambda o, *a, **k: o.lstrip(*a, **k),
    "partition": lambda o, *a, **k: o.partition(*a, **k),
    "removeprefix": lambda o, *a, **k: o.removeprefix(*a, **k),
    "removesuffix": lambda o, *a, **k: o.removesuffix(*a, **k),
    "replace": lambda o, *a, **k: o.replace(*a, **k),
    "rfind": lambda o, *a, **k: o.rfind(*a, **k),
    "rindex": lambda o, *a, **k: o.rindex(*a, **k),
    "rjust": lambda o, *a, **k: o.rjust(*a, **k),
    "rpartition": lambda o, *a, **k: o.rpartition(*a, **k),
    "rsplit": lambda o, *a, **k: o.rsplit(*a, **k),
    "rstrip": lambda o, *a, **k: o.rstrip(*a, **k),
    "split": lambda o, *a, **k: o.split(*a, **k),
    "splitlines": lambda o, *a, **k: o.splitlines(*a, **k),
    "startswith": lambda o, *a, **k: o.startswith(*a, **k),
    "strip": lambda o, *a, **k: o.strip(*a, **k),
    "swapcase": lambda o, *a, **k: o.swapcase(*a, **k),
    "title": lambda o, *a, **k: o.title(*a, **k),
    "translate": lambda o, *a, **k: lo__m_translate(o, *a, **k),
    "upper": lambda o, *a, **k: o.upper(*a, **k),
    "zfill": lambda o, *a, **k: o.zfill(*a, **k),
    "decode": lambda o, *a, **k: o.decode(*a, **k),
    "hex": lambda o, *a, **k: lo__m_hex(o, *a, **k),
    "append": lambda o, *a, **k: o.append(*a, **k),
    "extend": lambda o, *a, **k: o.extend(*a, **k),
    "insert": lambda o, *a, **k: o.insert(*a, **k),
    "remove": lambda o, *a, **k: o.remove(*a, **k),
    "pop": lambda o, *a, **k: o.pop(*a, **k),
    "clear": lambda o, *a, **k: o.clear(*a, **k),
    "sort": lambda o, *a, **k: o.sort(*a, **k),
    "reverse": lambda o, *a, **k: o.reverse(*a, **k),
    "copy": lambda o, *a, **k: o.copy(*a, **k),
    "get": lambda o, *a, **k: o.get(*a, **k),
    "items": lambda o, *a, **k: o.items(*a, **k),
    "keys": lambda o, *a, **k: o.keys(*a, **k),
    "values": lambda o, *a, **k: o.values(*a, **k),
    "popitem": lambda o, *a, **k: o.popitem(*a, **k),
    "setdefault": lambda o, *a, **k: o.setdefault(*a, **k),
    "update": lambda o, *a, **k: o.update(*a, **k),
    "add": lambda o, *a, **k: o.add(*a, **k),
    "discard": lambda o, *a, **k: o.discard(*a, **k),
    "difference": lambda o, *a, **k: o.difference(*a, **k),
    "intersection": lambda o, *a, **k: o.intersection(*a, **k),
    "issubset": lambda o, *a, **k: o.issubset(*a, **k),
    "issuperset": lambda o, *a, **k: o.issuperset(*a, **k),
    "union": lambda o, *a, **k: o.union(*a, **k),
    "isdisjoint": lambda o, *a, **k: lo__m_isdisjoint(o, *a, **k),
    "symmetric_difference": lambda o, *a, **k: o.symmetric_difference(*a, **k),
    "appendleft": lambda o, *a, **k: o.appendleft(*a, **k),
    "popleft": lambda o, *a, **k: o.popleft(*a, **k),
    "rotate": lambda o, *a, **k: o.rotate(*a, **k),
    "most_common": lambda o, *a, **k: o.most_common(*a, **k),
    "elements": lambda o, *a, **k: o.elements(*a, **k),
    "subtract": lambda o, *a, **k: o.subtract(*a, **k),
    "total": lambda o, *a, **k: o.total(*a, **k),
    "bit_length": lambda o, *a, **k: lo__m_bit_length(o, *a, **k),
    "is_integer": lambda o, *a, **k: lo__m_is_integer(o, *a, **k),
    "as_integer_ratio": lambda o, *a, **k: lo__m_as_integer_ratio(o, *a, **k),
    "strftime": lambda o, *a, **k: o.strftime(*a, **k),
    "isoformat": lambda o, *a, **k: o.isoformat(*a, **k),
    "weekday": lambda o, *a, **k: o.weekday(*a, **k),
    "isoweekday": lambda o, *a, **k: o.isoweekday(*a, **k),
    "date": lambda o, *a, **k: o.date(*a, **k),
    "time": lambda o, *a, **k: o.time(*a, **k),
    "timestamp": lambda o, *a, **k: o.timestamp(*a, **k),
    "total_seconds": lambda o, *a, **k: o.total_seconds(*a, **k),
    "group": lambda o, *a, **k: o.group(*a, **k),
    "groups": lambda o, *a, **k: o.groups(*a, **k),
    "groupdict": lambda o, *a, **k: o.groupdict(*a, **k),
    "start": lambda o, *a, **k: o.start(*a, **k),
    "end": lambda o, *a, **k: o.end(*a, **k),
    "span": lambda o, *a, **k: o.span(*a, **k),
    "extendleft": lambda o, *a, **k: o.extendleft(*a, **k),
    "difference_update": lambda o, *a, **k: lo__m_difference_update(o, *a, **k),
    "intersection_update": lambda o, *a, **k: lo__m_intersection_update(o, *a, **k),
    "symmetric_difference_update": lambda o, *a, **k: lo__m_symmetric_difference_update(o, *a, **k),
    "bit_count": lambda o, *a, **k: lo__m_bit_count(o, *a, **k),
    "conjugate": lambda o, *a, **k: lo__m_conjugate(o, *a, **k),
    "to_bytes": lambda o, *a, **k: lo__m_to_bytes(o, *a, **k),
    "format_map": lambda o, *a, **k: lo__m_format_map(o, *a, **k),
    "maketrans": lambda o, *a, **k: lo__m_maketrans(o, *a, **k),
    "astimezone": lambda o, *a, **k: o.astimezone(*a, **k),
    "utcoffset": lambda o, *a, **k: o.utcoffset(*a, **k),
    "tzname": lambda o, *a, **k: o.tzname(*a, **k),
    "timetz": lambda o, *a, **k: o.timetz(*a, **k),
    "fromkeys": lambda o, *a, **k: o.fromkeys(*a, **k),
    "expand": lambda o, *a, **k: o.expand(*a, **k),
}


def lo__built_in_call(o, name):
    """The method of this name that a built-in object has, which the machine only calls."""
    if name in lo__BUILT_IN_CALLS and lo__has_built_in(o, name):
        return lo__BUILT_IN_CALLS[name]
    return None


lo__GENERATOR_NAMES = " send throw close gi_frame gi_running gi_code gi_yieldfrom gi_suspended "
lo__MORE_NAMES = {
    "deque": (
        " append appendleft clear copy count extend extendleft index insert pop popleft remove reverse rotate "
    ),
    "Counter": (
        " clear copy elements get items keys most_common pop popitem setdefault subtract total update values "
    ),
    "defaultdict": " clear copy get items keys pop popitem setdefault update values ",
    "date": " isoformat isoweekday replace strftime weekday ",
    "time": " isoformat replace strftime tzname utcoffset ",
    "datetime": (
        " astimezone date isoformat isoweekday replace strftime time timestamp timetz tzname utcoffset weekday "
    ),
    "timedelta": " total_seconds ",
    "Match": " end expand group groupdict groups span start ",
}


def lo__getattr_by_name(o, name, *default):
    """`getattr` by a name that is known when the program runs."""
    if not hasattr(o, name):
        f = lo__built_in_call(o, name)
        if f is not None:
            return lo__BoundBuiltIn(o, name, f)
    return getattr(o, name, *default)


def lo__getattr_by_name_asked(o, name, *default):
    f = lo__built_in_call(o, name)
    if f is not None:
        return lo__BoundBuiltIn(o, name, f)
    try:
        return lo__getattr_asked(o, name)
    except AttributeError:
        found = lo__object_part(o, name)
        if found:
            return found[0]
        if default:
            return default[0]
        raise


def lo__object_part(o, name):
    """What an object has of `object` and of its class by this name, such as `dir()` tells; nothing where it has no such."""
    if name == "__class__":
        return (lo__type(o),)
    if name == "__doc__":
        return (lo__doc(o),)
    if not lo__is_user_class(type(o)):
        return ()
    if name == "__dict__" and lo__has_dict(o):
        return (lo__vars(o),)
    if name == "__module__":
        return ("__main__",)
    if name == "__weakref__":
        return (None,)
    if f" {name} " not in lo__OBJECT_NAMES and name not in ("__firstlineno__", "__static_attributes__"):
        return ()
    return (lo__Bound(lo__DEFAULTS[name], o) if name in lo__DEFAULTS else lo__ObjectPart(name),)


class lo__ObjectPart:
    lo__name = "builtin_function_or_method"

    def __init__(self, name):
        self.__name__ = name

    def __call__(self, *args, **kwargs):
        raise NotImplementedError(f"{self.__name__} of an object is not available here: skip names that begin with __")


def lo__bind(o, name, v):
    """A method that was taken off an object, with what it tells of itself; anything else as it is."""
    if type(v) is lo__FUNCTION and repr(v) == "<bound method>":
        f = getattr(type(o), name, None)
        if type(f) is lo__FUNCTION:
            return lo__Bound(f, o)
    return v


def lo__bound(o, name):
    return lo__bind(o, name, getattr(o, name))


def lo__bound_asked(o, name):
    return lo__bind(o, name, lo__getattr_asked(o, name))


def lo__bound_got(o, name):
    return lo__bind(o, name, lo__get(o, name))


def lo__getattr_bound(o, name, *default):
    return lo__bind(o, name, lo__getattr_by_name(o, name, *default))


def lo__getattr_bound_asked(o, name, *default):
    return lo__bind(o, name, lo__getattr_by_name_asked(o, name, *default))


def lo__has(o, name):
    return hasattr(o, name) or lo__has_built_in(o, name)


def lo__has_built_in(o, name):
    n = f" {name} "
    t = type(o)
    if n in lo__OBJECT_NAMES or n in lo__BUILT_IN_NAMES.get(t.__name__, ""):
        return True
    if t.__name__ == "generator" and n in lo__GENERATOR_NAMES:
        return True
    return n in lo__MORE_NAMES.get(t.__name__, "") and not hasattr(t, "__annotations__")


def lo__method_or(o, name, call, *default):
    if lo__has(o, name):
        return lo__method(o, name, call)
    return default[0] if default else getattr(o, name)


def lo__method_or_asked(o, name, call, *default):
    if lo__has_built_in(o, name):
        return lo__BoundBuiltIn(o, name, call)
    return lo__getattr(o, name, *default)


def lo__method_or_got(o, name, call):
    """What an object of the program's has of this name, or a method of a built-in object."""
    if hasattr(o, name) or hasattr(type(o), "__annotations__"):
        return lo__get(o, name)
    return lo__BoundBuiltIn(o, name, call)


def lo__method_or_bound(o, name, call):
    return lo__bind(o, name, lo__method_or_got(o, name, call))


def lo__method_or_bound_asked(o, name, call):
    return lo__bind(o, name, lo__method_or_asked(o, name, call))


lo__functions = {}


def lo__function_attribute(o, name):
    if type(o) is lo__Bound and name != "__func__" and name != "__self__":
        o = o.__func__
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
        return lo__has_built_in(o, name)


def lo__setattr(o, name, value):
    lo__setattr_asked(o, name, value)


def lo__delattr(o, name):
    t = type(o)
    if lo__is_function(o):
        lo__function_attribute(o, name)
        lo__functions[id(o)][1].pop(name)
        return
    if hasattr(t, "__delattr__"):
        t.__delattr__(o, name)
    else:
        lo__plain_delattr(o, name)


def lo__set_dict(o, name, value):
    """`o.__dict__ = value`."""
    d = value.lo__value if hasattr(type(value), "lo__root") else value
    if not isinstance(d, dict):
        raise TypeError(f"__dict__ must be set to a dictionary, not a '{lo__name(type(value))}'")
    o.lo__dict = d


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


def lo__has_only_slots(t):
    """Whether objects of a class have slots, and no dict."""
    return hasattr(t, "lo__slots") and all([hasattr(k, "lo__slots") for k in (t.lo__mro if hasattr(t, "lo__mro") else ())])


def lo__check_slot(o, name):
    """Sees to it that an object takes an attribute that no class has a slot for."""
    t = type(o)
    if not lo__has_only_slots(t):
        return
    if hasattr(t, name):
        raise AttributeError(f"'{lo__name(t)}' object attribute '{name}' is read-only")
    raise AttributeError(f"'{lo__name(t)}' object has no attribute '{name}'")


def lo__slots_of(o):
    """`o.__slots__`."""
    t = o if type(o) is lo__TYPE else type(o)
    for k in t.lo__mro if hasattr(t, "lo__mro") else (t,):
        if hasattr(k, "lo__slots"):
            return tuple(k.__annotations__) if k.lo__slots is True else k.lo__slots
    raise AttributeError(f"'{lo__name(t)}' object has no attribute '__slots__'")


def lo__check_slot_named(o, name):
    """The same of a name that may be that of a slot."""
    t = type(o)
    for k in t.lo__mro if hasattr(t, "lo__mro") else (t,):
        if not hasattr(k, "lo__slots"):
            return
        names = k.lo__slots
        if names is True and name in k.__annotations__ or name == names or names is not True and type(names) is not str and name in names:
            return
    if hasattr(t, name) and (type(getattr(t, name)) is lo__Property or hasattr(getattr(t, name), "__set__")):
        return
    lo__check_slot(o, name)


def lo__setattr_slotted(o, name, value):
    lo__check_slot_named(o, name)
    lo__set(o, name, value)


def lo__setattr_slotted_asked(o, name, value):
    lo__check_slot_named(o, name)
    lo__setattr(o, name, value)


def lo__set_unslotted(o, name, value):
    lo__check_slot_named(o, name)
    lo__set(o, name, value)


def lo__set_unslotted_asked(o, name, value):
    lo__check_slot_named(o, name)
    lo__setattr_asked(o, name, value)


def lo__getattr_asked(o, name):
    if lo__has_space(o):
        t = type(o)
        if hasattr(t, "__getattribute__"):
            return lo__getattribute(o, t, name)
        if hasattr(t, name):
            p = getattr(t, name)
            if type(p) is lo__Property or hasattr(type(p), "__set__") and hasattr(type(p), "__get__"):
                return lo__get(o, name)
        d = lo__space(o)
        if name in d:
            return d[name]
        if hasattr(t, name) and type(getattr(t, name)) is lo__Cached:
            d[name] = getattr(t, name).func(o)
            return d[name]
        try:
            return lo__get(o, name)
        except AttributeError:
            if hasattr(t, "__getattr__"):
                return t.__getattr__(o, name)
            raise
    if lo__is_function(o):
        return lo__function_attribute(o, name)
    if type(o) is lo__TYPE and hasattr(o, "lo__meta") and not hasattr(o, name):
        find = lo__meta_member(o.lo__meta, "__getattr__")
        if find is not None:
            return find(o, name)
    return lo__get(o, name)


def lo__getattribute(o, t, name):
    try:
        return t.__getattribute__(o, name)
    except AttributeError:
        if not hasattr(t, "__getattr__"):
            raise
    return t.__getattr__(o, name)


def lo__plain_getattr(o, name):
    if name == "__dict__":
        return lo__vars(o)
    if name == "__class__":
        return lo__type(o)
    t = type(o)
    if hasattr(t, name):
        p = getattr(t, name)
        if type(p) is lo__Property or hasattr(type(p), "__set__") and hasattr(type(p), "__get__"):
            return lo__get(o, name)
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
    if lo__is_function(o):
        lo__set_function_attribute(o, name, value)
        return
    if hasattr(t, name):
        p = getattr(t, name)
        if type(p) is lo__Property or hasattr(type(p), "__set__"):
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
        if hasattr(type(p), "__delete__"):
            p.__delete__(o)
            return
    if lo__has_space(o):
        d = lo__space(o)
        if name in d:
            d.pop(name)
            return
    raise AttributeError(f"'{lo__name(t)}' object has no attribute '{name}'")


def lo__vars(o):
    if lo__is_function(o):
        if id(o) not in lo__functions:
            lo__functions[id(o)] = (o, {})
        return lo__functions[id(o)][1]
    if type(o) is lo__TYPE:
        return dict(o.lo__own) if hasattr(o, "lo__own") else {}
    if lo__has_only_slots(type(o)):
        raise TypeError("vars() argument must have __dict__ attribute")
    if hasattr(type(o), "__dataclass_fields__"):
        return lo__dataclass_vars(o)
    if lo__has_space(o):
        return lo__space(o)
    raise TypeError("vars() argument must have __dict__ attribute")


def lo__has_dict(o):
    """`hasattr(o, '__dict__')`."""
    t = type(o)
    if t is lo__TYPE or t is lo__FUNCTION or isinstance(o, BaseException):
        return True
    if lo__has_only_slots(t):
        return False
    return hasattr(t, "__annotations__")


def lo__own_dict_or(o, default):
    """`getattr(o, '__dict__', default)`."""
    return lo__vars(o) if lo__has_dict(o) else default


def lo__slotted_dict(o):
    """`o.__dict__`, where objects may have slots instead."""
    try:
        return lo__vars(o)
    except TypeError:
        raise AttributeError(f"'{lo__name(type(o))}' object has no attribute '__dict__'") from None


def lo__dataclass_vars(o):
    """What an object of a dataclass has: its fields, what its methods set besides, and what was computed once."""
    c = type(o)
    d = {n: getattr(o, n) for n in c.__dataclass_fields__}
    for k in reversed(c.lo__mro) if hasattr(c, "lo__mro") else (c,):
        for n in k.lo__stores if hasattr(k, "lo__stores") else ():
            p = getattr(c, n) if hasattr(c, n) else None
            if n not in d and hasattr(o, n) and type(p) is not lo__Property and not hasattr(type(p), "__set__"):
                v = getattr(o, n)
                if type(v) is not lo__Cached:
                    d[n] = v
    return d


def lo__attrs_set(o, name, value):
    """`o.__dict__[name] = value`."""
    if hasattr(type(o), "__dataclass_fields__"):
        setattr(o, name, value)
    else:
        lo__vars(o)[name] = value


def lo__attrs_pop(o, name, *default):
    """`o.__dict__.pop(name)`."""
    if not hasattr(type(o), "__dataclass_fields__"):
        return lo__vars(o).pop(name, *default)
    d = lo__dataclass_vars(o)
    if name not in d:
        return d.pop(name, *default)
    p = getattr(type(o), name) if hasattr(type(o), name) else None
    if type(p) is not lo__Cached:
        raise NotImplementedError(f"the attribute {name} cannot be taken from an object of a dataclass here: set it to None")
    # It is computed again when it is asked for.
    setattr(o, name, p)
    return d[name]


def lo__attrs_update(o, *more, **names):
    """`o.__dict__.update(more)`."""
    if not hasattr(type(o), "__dataclass_fields__"):
        return lo__vars(o).update(*more, **names)
    for n, v in dict(*more, **names).items():
        setattr(o, n, v)


def lo__attrs_setdefault(o, name, value=None):
    """`o.__dict__.setdefault(name, value)`."""
    if not hasattr(type(o), "__dataclass_fields__"):
        return lo__vars(o).setdefault(name, value)
    d = lo__dataclass_vars(o)
    if name not in d:
        setattr(o, name, value)
    return d.setdefault(name, value)


def lo__dir(*o):
    if len(o) != 1:
        raise NotImplementedError("dir() of names is not available: keep what you need in a dict")
    o = o[0]
    t = type(o)
    if hasattr(t, "__dir__"):
        return sorted(t.__dir__(o))
    c = o if t is lo__TYPE else t
    if isinstance(o, BaseException) or hasattr(c, "lo__kind") or hasattr(c, "lo__face") or hasattr(o, "lo__class"):
        raise NotImplementedError("dir() of exceptions and enumerations is not available: name the attributes you look for")
    found = {n: True for n in lo__OBJECT_NAMES.split()}
    if lo__is_user_class(c):
        if not hasattr(c, "lo__mro") or hasattr(c, "lo__root"):
            raise NotImplementedError("dir() of this object is not available: name the attributes you look for")
        for n in ("__dict__", "__module__", "__weakref__", "__firstlineno__", "__static_attributes__"):
            found[n] = True
        for k in c.lo__mro:
            for n in k.lo__own:
                found[n] = True
        if hasattr(c, "__dataclass_fields__"):
            for n in ("__dataclass_fields__", "__dataclass_params__", "__match_args__", "__replace__"):
                found[n] = True
        if t is not lo__TYPE:
            for n in lo__vars(o):
                found[n] = True
    elif t is not lo__TYPE and t.__name__ in lo__BUILT_IN_NAMES and not lo__is_function(o):
        for n in lo__BUILT_IN_NAMES[t.__name__].split():
            found[n] = True
    else:
        raise NotImplementedError("dir() of this object is not available: name the attributes you look for")
    return sorted([n for n in found if n[:4] != "lo__"])


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


def lo__number_part(o, name):
    t = type(o)
    if t is int or t is bool:
        if name == "imag":
            return 0
        return 1 if name == "denominator" else int(o)
    if t is float:
        if name == "real":
            return o
        if name == "imag":
            return 0.0
    return getattr(o, name)


def lo__number_part_or(o, name, *default):
    """`getattr(o, "real")`."""
    t = type(o)
    if t is int or t is bool or t is float and (name == "real" or name == "imag"):
        return lo__number_part(o, name)
    return lo__getattr(o, name, *default)


def lo__number_part_asked(o, name):
    if type(o) is int or type(o) is bool or type(o) is float:
        return lo__number_part(o, name)
    return lo__getattr_asked(o, name)
