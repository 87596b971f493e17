# What dataclasses offers beside the decorator.
def lo__field_names(o, call):
    t = o.lo__class if hasattr(o, "lo__class") else o
    if hasattr(t, "__dataclass_fields__"):
        return list(lo__table(t))
    raise TypeError(f"{call}() should be called on dataclass instances")


def lo__table(o):
    return o.lo__fields if hasattr(o, "lo__fields") else o.__dataclass_fields__


class lo__Missing:
    lo__name = "_MISSING_TYPE"


lo__MISSING = lo__Missing()


class lo__Field:
    lo__name = "Field"

    def __init__(self, *, default=lo__MISSING, default_factory=lo__MISSING, init=True, repr=True, hash=None, compare=True,
                 metadata=None, kw_only=lo__MISSING):
        if default is not lo__MISSING and default_factory is not lo__MISSING:
            raise ValueError("cannot specify both default and default_factory")
        self.name = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only


def lo__overlay(options, plan, own):
    def dress(c):
        table = {}
        order = []
        variables = []
        for n, kind, kw in plan:
            if kind == "f":
                f = getattr(c, "lo__f_" + n)
            elif kind == "d" or kind == "I":
                f = lo__Field(default=getattr(c, n))
            else:
                f = lo__Field()
            f.name = n
            if f.kw_only is lo__MISSING:
                f.kw_only = kw
            if type(f.default) in (list, dict, set):
                raise ValueError(f"mutable default {type(f.default)} for field {n} is not allowed: use default_factory")
            if kind == "f" and f.default is not lo__MISSING:
                setattr(c, n, f.default)
            order.append(f)
            if kind == "i" or kind == "I":
                variables.append(n)
            else:
                table[n] = f
        c.lo__fields = table
        shown = [n for n, f in table.items() if f.repr]
        compared = [n for n, f in table.items() if f.compare]
        hashed = [n for n, f in table.items() if (f.compare if f.hash is None else f.hash)]
        if "__init__" not in own:
            if options.get("init", True):
                c.__init__ = lo__overlay_init(c, order, variables, options.get("frozen", False))
            else:
                c.__init__ = lo__nothing_made
        if "__repr__" not in own:
            c.__repr__ = lo__overlay_repr(shown) if options.get("repr", True) else lo__default_repr
        if options.get("eq", True) and "__eq__" not in own and len(compared) < len(table):
            c.__eq__ = lo__overlay_eq(compared)
        if "__hash__" not in own and (options.get("unsafe_hash", False) or
                                      options.get("eq", True) and options.get("frozen", False) and len(hashed) < len(table)):
            c.__hash__ = lo__overlay_hash(hashed)
        return c
    return dress


def lo__nothing_made(self):
    pass


def lo__overlay_repr(shown):
    def __repr__(self):
        return f"{lo__name(type(self))}({', '.join([f'{n}={getattr(self, n)!r}' for n in shown])})"
    return __repr__


def lo__overlay_eq(compared):
    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return [getattr(self, n) for n in compared] == [getattr(other, n) for n in compared]
    return __eq__


def lo__overlay_hash(hashed):
    def __hash__(self):
        return hash(tuple([getattr(self, n) for n in hashed]))
    return __hash__


def lo__overlay_init(c, order, variables, frozen):
    plain = [f for f in order if f.init and not f.kw_only]
    keywords = [f for f in order if f.init and f.kw_only]
    seen = False
    for f in plain:
        if f.default is not lo__MISSING or f.default_factory is not lo__MISSING:
            seen = True
        elif seen:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")
    names = [f.name for f in plain + keywords]
    if keywords:
        c.__match_args__ = tuple([f.name for f in plain])
    least = len([f for f in plain if f.default is lo__MISSING and f.default_factory is lo__MISSING])

    def __init__(self, *args, **kwargs):
        call = f"{lo__name(c)}.__init__()"
        if len(args) > len(plain):
            given = len([k for k in kwargs if k in [f.name for f in keywords]])
            takes = len(plain) + 1
            s = "" if takes == 1 else "s"
            takes = f"{takes} positional argument{s}" if least == len(plain) else f"from {least + 1} to {takes} positional arguments"
            more = ""
            if given:
                more = f" positional argument{'s' if len(args) else ''} (and {given} keyword-only argument{'s' if given > 1 else ''})"
            raise TypeError(f"{call} takes {takes} but {len(args) + 1}{more} were given")
        values = {}
        for f, v in zip(plain, args):
            values[f.name] = v
        for k, v in kwargs.items():
            if k not in names:
                raise TypeError(f"{call} got an unexpected keyword argument '{k}'")
            if k in values:
                raise TypeError(f"{call} got multiple values for argument '{k}'")
            values[k] = v
        for kind, fs in (("positional", plain), ("keyword-only", keywords)):
            missing = [repr(f.name) for f in fs
                       if f.name not in values and f.default is lo__MISSING and f.default_factory is lo__MISSING]
            if missing:
                raise TypeError(f"{call} missing {len(missing)} required {kind} argument{'s' if len(missing) > 1 else ''}: "
                                + lo__listed(missing))
        extra = []
        for f in order:
            n = f.name
            if n in values:
                v = values[n]
            elif f.default_factory is not lo__MISSING:
                v = f.default_factory()
            elif f.default is not lo__MISSING:
                v = f.default
            else:
                continue
            if n in variables:
                extra.append(v)
            elif frozen:
                object.__setattr__(self, n, v)
            else:
                setattr(self, n, v)
        if hasattr(self, "__post_init__"):
            self.__post_init__(*extra)
    return __init__


def lo__listed(names):
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return f"{names[0]} and {names[1]}"
    return ", ".join(names[:-1]) + ", and " + names[-1]


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
        f = lo__table(o)[n]
        if not f.init:
            if n in changes:
                raise ValueError(f"field {n} is declared with init=False, it cannot be specified with replace()")
        elif n not in changes:
            changes[n] = getattr(o, n)
    return type(o)(**changes)


def lo__fields(o):
    lo__field_names(o, "fields")
    return tuple(lo__table(o).values())


def lo__typed_fields(o):
    """`fields` of a program that reads their types."""
    lo__field_names(o, "fields")
    t = o.lo__class if hasattr(o, "lo__class") else o if hasattr(o, "lo__mro") or isinstance(o, type) else type(o)
    hints = {}
    for c in reversed(t.lo__mro if hasattr(t, "lo__mro") else (t,)):
        hints.update(lo__notes_of(c))
    found = []
    for n, f in lo__table(o).items():
        if type(f) is not lo__Field:
            made = lo__Field(init=f.init, repr=f.repr, hash=f.hash, compare=f.compare)
            for part in ("default", "default_factory"):
                if "MISSING" not in type(getattr(f, part)).__name__:
                    setattr(made, part, getattr(f, part))
            made.name = n
            made.kw_only = f.kw_only
            f = made
        if n in hints:
            f.type = hints[n]
        found.append(f)
    return tuple(found)


def lo__is_dataclass(o):
    return hasattr(o, "__dataclass_fields__")


def lo__make_dataclass(cls_name, fields, *, bases=(), namespace=None, frozen=False, eq=True, **options):
    for n, v in options.items():
        if n not in ("init", "repr", "order", "unsafe_hash", "match_args", "kw_only", "slots", "weakref_slot", "module"):
            raise TypeError(f"make_dataclass() got an unexpected keyword argument '{n}'")
        if n not in ("module", "match_args", "slots") and v is not (n in ("init", "repr")):
            raise NotImplementedError(f"make_dataclass() with {n} is not available here: write the class statement")
    if [b for b in bases if b is not lo__object]:
        raise NotImplementedError("make_dataclass() with bases is not available here: write the class statement")
    from dataclasses import dataclass
    space = dict(namespace or {})
    notes = {}
    for f in fields:
        name, kind = (f, "typing.Any") if type(f) is str else (f[0], f[1] if len(f) > 1 else "typing.Any")
        if type(name) is not str or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in notes:
            raise TypeError(f"Field name duplicated: {name!r}")
        notes[name] = kind
        if type(f) is not str and len(f) == 3:
            space[name] = f[2]
    space["__annotations__"] = notes
    c = type(cls_name, (), space)
    c.lo__place = cls_name
    return dataclass(frozen=frozen, eq=eq)(c)


def lo__order(c):
    """Adds the comparisons of `@dataclass(order=True)`."""
    def values(o):
        return tuple([getattr(o, n) for n, f in lo__table(c).items() if f.compare])

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
