# What dataclasses offers beside the decorator.
def lo__field_names(o, call):
    t = o.lo__class if hasattr(o, "lo__class") else o
    if hasattr(t, "__dataclass_fields__"):
        return list(t.__dataclass_fields__)
    raise TypeError(f"{call}() should be called on dataclass instances")


def lo__copied(v, factory, as_dict):
    if hasattr(v, "__dataclass_fields__") and type(v) is not lo__TYPE:
        return lo__asdict(v, dict_factory=factory) if as_dict else lo__astuple(v, tuple_factory=factory)
    t = type(v)
    if t is list:
        return [lo__copied(x, factory, as_dict) for x in v]
    if t is tuple:
        return tuple([lo__copied(x, factory, as_dict) for x in v])
    if hasattr(v, "_fields"):
        return type(v)(*[lo__copied(x, factory, as_dict) for x in v])
    if t is dict:
        return {lo__copied(k, factory, as_dict): lo__copied(x, factory, as_dict) for k, x in v.items()}
    if hasattr(t, "__annotations__"):
        import copy
        return copy.deepcopy(v)
    if t.__name__ in ("defaultdict", "OrderedDict", "Counter", "set", "frozenset", "deque"):
        import copy
        return copy.deepcopy(v)
    return v


def lo__asdict(o, *, dict_factory=dict):
    if type(o) is lo__TYPE:
        raise TypeError("asdict() should be called on dataclass instances")
    pairs = [(n, lo__copied(getattr(o, n), dict_factory, True)) for n in lo__field_names(o, "asdict")]
    return dict_factory(pairs)


def lo__astuple(o, *, tuple_factory=tuple):
    if type(o) is lo__TYPE:
        raise TypeError("astuple() should be called on dataclass instances")
    return tuple_factory([lo__copied(getattr(o, n), tuple_factory, False) for n in lo__field_names(o, "astuple")])


def lo__replace(o, /, **changes):
    names = lo__field_names(o, "replace")
    for n in names:
        f = o.__dataclass_fields__[n]
        if not f.init:
            if n in changes:
                raise ValueError(f"field {n} is declared with init=False, it cannot be specified with replace()")
        elif n not in changes:
            changes[n] = getattr(o, n)
    return type(o)(**changes)


def lo__fields(o):
    lo__field_names(o, "fields")
    return tuple(o.__dataclass_fields__.values())


def lo__is_dataclass(o):
    return hasattr(o, "__dataclass_fields__")


def lo__order(c):
    """Adds the comparisons of `@dataclass(order=True)`."""
    def values(o):
        return tuple([getattr(o, n) for n, f in c.__dataclass_fields__.items() if f.compare])

    def lt(self, other):
        return lo__lt(values(self), values(other)) if type(other) is type(self) else NotImplemented

    def le(self, other):
        return lo__le(values(self), values(other)) if type(other) is type(self) else NotImplemented

    def gt(self, other):
        return lo__gt(values(self), values(other)) if type(other) is type(self) else NotImplemented

    def ge(self, other):
        return lo__ge(values(self), values(other)) if type(other) is type(self) else NotImplemented
    for n, f in (("__lt__", lt), ("__le__", le), ("__gt__", gt), ("__ge__", ge)):
        setattr(c, n, f)
        if hasattr(c, "lo__own"):
            c.lo__own[n] = f
    return c


def lo__inherit_dataclass(c):
    """The methods that the machine's decorator made are the class's own."""
    for n in ("__init__", "__repr__", "__eq__", "__hash__", "__match_args__", "__dataclass_fields__"):
        if hasattr(c, n):
            c.lo__own[n] = getattr(c, n)
    return c


def lo__namedtuple(name, names, defaults):
    from collections import namedtuple
    return namedtuple(name, names, defaults=defaults)
