# Making objects by `__new__`, of which the machine knows nothing: it makes one, then calls `__init__`.
lo__pending = []


def lo__bare(c):
    """An object on which nothing has been called yet."""
    if not hasattr(c, "__init__"):
        return c()
    init = c.__init__
    c.__init__ = lo__nothing
    try:
        return c()
    finally:
        c.__init__ = init


# Classes that may go to the host, and an object of each of those that have been asked for.
lo__known_classes = []
lo__first_objects = []


def lo__known_class(c):
    if type(c) is lo__TYPE and hasattr(c, "__annotations__") and len(lo__known_classes) < 256:
        lo__known_classes.append(c)
    return c


class lo__ToHost:
    """A value behind objects of the classes that may be in it."""

    def __init__(self, first, value):
        self.lo__first = first
        self.lo__value = value


def lo__to_host(v):
    t = type(v)
    if v is None or t is str or t is int or t is float or t is bool:
        return v
    while len(lo__first_objects) < len(lo__known_classes):
        c = lo__known_classes[len(lo__first_objects)]
        lo__first_objects.append(None)
        try:
            lo__first_objects[-1] = lo__bare(c)
        except Exception:
            pass
    return lo__ToHost(lo__first_objects, v) if lo__first_objects else v


def lo__new_object(c, *args, **kwargs):
    if hasattr(c, "lo__class"):
        # Of an enumeration.
        return lo__bare(c.lo__class)
    if type(c) is not lo__TYPE:
        raise TypeError(f"object.__new__(X): X is not a type object ({lo__name(type(c))})")
    if (args or kwargs) and (hasattr(c, "lo__make") or not hasattr(c, "__init__")):
        if hasattr(c, "lo__make"):
            raise TypeError("object.__new__() takes exactly one argument (the type to instantiate)")
        raise TypeError(f"{lo__name(c)}() takes no arguments")
    return lo__allocated(c)


def lo__allocated(c):
    if hasattr(c, "lo__class"):
        return lo__bare(c.lo__class)
    if lo__pending:
        o = lo__pending[-1]
        if o is not None and type(o) is c:
            lo__pending[-1] = None
            return o
    o = lo__bare(c)
    if hasattr(c, "lo__make"):
        o.lo__made = True
    return o


def lo__class_made(bases, names, keywords=None):
    def build(c):
        return lo__made(lo__build(c, bases, names, keywords))
    return build


def lo__made(c):
    """Has the machine heed the `__new__` of a class, or of what it derives from."""
    make = None
    fill = None
    init = None
    for k in c.lo__mro:
        own = k.lo__own
        if make is None and "__new__" in own:
            make = own["__new__"]
            if type(make) is lo__StaticMethod:
                make = make.__func__
            if hasattr(k, "lo__fill"):
                fill = k.lo__fill
        if init is None and "__init__" in own:
            init = own["__init__"]
    if make is None or hasattr(c, "lo__forbidden"):
        return c
    if init is None or init is lo__value_init:
        init = lo__nothing
    c.lo__make = make
    c.lo__own_new = fill is None
    c.lo__init = init
    c.__new__ = make

    def __init__(self, *args, **kwargs):
        if type(self) is not c or hasattr(self, "lo__made"):
            return init(self, *args, **kwargs)
        self.lo__made = True
        if fill is not None:
            fill(self, *args, **kwargs)
        else:
            lo__make_here(self, make, args, kwargs)
        return init(self, *args, **kwargs)
    c.__init__ = __init__
    return c


def lo__make_here(o, make, args, kwargs):
    c = type(o)
    lo__pending.append(o)
    try:
        made = make(c, *args, **kwargs)
    finally:
        lo__pending.pop()
    if made is not o:
        raise NotImplementedError(
            f"{lo__name(c)}.__new__ gave another object to code that is not the program's own: call {lo__name(c)} in a "
            "comprehension or a lambda"
        )


def lo__value_init(self, *args, **kwargs):
    if args or kwargs:
        raise TypeError("object.__init__() takes exactly one argument (the instance to initialize)")


def lo__new(c, *args, **kwargs):
    """A call of what may be a class with a `__new__`."""
    if type(c) is lo__TYPE and hasattr(c, "lo__called"):
        return c.lo__called(c, *args, **kwargs)
    if type(c) is not lo__TYPE or not hasattr(c, "lo__make"):
        return c(*args, **kwargs)
    return lo__made_object(c, args, kwargs)


def lo__made_object(c, args, kwargs):
    lo__pending.append(None)
    try:
        o = c.lo__make(c, *args, **kwargs)
    finally:
        lo__pending.pop()
    t = type(o)
    if hasattr(t, "lo__mro"):
        for k in t.lo__mro:
            if k is c:
                t.lo__init(o, *args, **kwargs)
                break
    return o


def lo__new_of(c):
    """`c.__new__`."""
    if hasattr(c, "lo__mro"):
        for k in c.lo__mro:
            if "__new__" in k.lo__own:
                make = k.lo__own["__new__"]
                return make.__func__ if type(make) is lo__StaticMethod else make
    return lo__new_object


def lo__super_new(c, o):
    """`super().__new__`."""
    if hasattr(o, "lo__class"):
        return lo__new_object
    mro = o.lo__mro
    i = 0
    for k in mro:
        i += 1
        if k is c:
            break
    for k in mro[i:]:
        if "__new__" in k.lo__own:
            make = k.lo__own["__new__"]
            return make.__func__ if type(make) is lo__StaticMethod else make
    return lo__new_object
