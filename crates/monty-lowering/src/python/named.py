# Named tuples with methods: classes that derive from tuple, whose objects hold one of the machine's named tuples.
def lo__named_tuple(name, fields, defaults):
    from collections import namedtuple
    return lo__rooted_named(namedtuple(name, fields, defaults=defaults))


def lo__rooted_named(kind):
    """What a class derives from, where that is a named tuple of the machine's."""
    if hasattr(kind, "lo__mro") or not hasattr(kind, "_fields"):
        return kind
    names = kind._fields
    defaults = kind._field_defaults if hasattr(kind, "_field_defaults") else {}

    def fill(self, *args, **kwargs):
        v = kind(*args, **kwargs)
        self.lo__value = v
        i = 0
        for n in names:
            setattr(self, n, v[i])
            i += 1

    def make(c, iterable):
        values = list(iterable)
        if len(values) != len(names):
            raise TypeError(f"Expected {len(names)} arguments, got {len(values)}")
        o = lo__allocated(c)
        fill(o, *values)
        return o

    def replace(self, **kwargs):
        odd = [n for n in kwargs if n not in names]
        if odd:
            raise ValueError(f"Got unexpected field names: {odd!r}")
        return make(type(self), [kwargs.get(n, v) for n, v in zip(names, self.lo__value)])

    def asdict(self):
        return dict(zip(names, self.lo__value))

    def show(self):
        parts = ", ".join([f"{n}={v!r}" for n, v in zip(names, self.lo__value)])
        return f"{lo__name(type(self))}({parts})"
    own = {
        "_fields": names, "_field_defaults": defaults, "__match_args__": names, "_make": lo__ClassMethod(make),
        "_replace": replace, "_asdict": asdict, "__repr__": show,
    }
    return lo__standing(kind.__name__, kind, kind(*([None] * len(names))), fill, own, lo__TUPLE)


def lo__named_member(o, name, call):
    """`Point._make` and its kin that are not called at once."""
    if hasattr(o, name):
        return getattr(o, name)
    if type(o) is lo__TYPE and name != "_make":
        return call
    return lambda *args, **kwargs: call(o, *args, **kwargs)


def lo__set_field(o, name, value):
    if hasattr(type(o), "_fields") and name in type(o)._fields:
        raise AttributeError("can't set attribute")
    lo__set(o, name, value)


def lo__set_field_asked(o, name, value):
    if hasattr(type(o), "_fields") and name in type(o)._fields:
        raise AttributeError("can't set attribute")
    lo__setattr_asked(o, name, value)
