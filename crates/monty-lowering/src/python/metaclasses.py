# Classes that are made by a class of the program's.
def lo__type_new(meta, name, bases=(), space=None, **keywords):
    if space is None:
        return lo__type(name)
    if "__slots__" in space:
        raise NotImplementedError("a metaclass that gives a class __slots__ is not available: leave them away")
    c, names = lo__baseless(name, space, space.get("__qualname__", name))
    c.lo__remade = True
    c.lo__meta = meta
    lo__made_by(meta, c)
    c = lo__build(c, bases, names, keywords or None)
    if c.lo__own_new_of(c):
        lo__made(c)
    lo__guarded(meta, c)
    return c


def lo__made_by(meta, c):
    """What a class has of its metaclass: it is asked where the class itself lacks an attribute."""
    c.lo__remake = lo__remade
    c.lo__own_new_of = lo__has_new
    if lo__meta_member(meta, "__call__") is not lo__type_call:
        c.lo__called = lo__class_called
    if lo__meta_member(meta, "__instancecheck__") is not None:
        c.lo__check = lambda o: bool(lo__meta_member(meta, "__instancecheck__")(c, o))
    if lo__meta_member(meta, "__subclasscheck__") is not None:
        c.lo__check_class = lambda k: bool(lo__meta_member(meta, "__subclasscheck__")(c, k))
    if lo__meta_member(meta, "__repr__") is not None or lo__meta_member(meta, "__str__") is not None:
        c.lo__told_by = lo__StaticMethod(lo__told_by_meta)
    for k in meta.lo__mro:
        for n, v in k.lo__own.items():
            if n[:2] != "__" and not hasattr(c, n):
                if lo__is_function(v):
                    v = lo__ClassMethod(v, c)
                elif type(v) is lo__ClassMethod:
                    v = lo__ClassMethod(v.__func__, meta)
                setattr(c, n, v)


class lo__ClassView:
    """A class as the collection that its metaclass makes of it."""

    def __init__(self, c):
        self.c = c

    def lo__asked(self, name):
        f = lo__meta_member(self.c.lo__meta, name)
        if f is None:
            meta = lo__name(self.c.lo__meta)
            says = {
                "__iter__": f"'{meta}' object is not iterable", "__len__": f"object of type '{meta}' has no len()",
                "__getitem__": f"type '{lo__name(self.c)}' is not subscriptable",
            }
            raise TypeError(says[name])
        return f

    def __iter__(self):
        if lo__meta_member(self.c.lo__meta, "__iter__") is None:
            f = self.lo__asked("__getitem__" if lo__meta_member(self.c.lo__meta, "__getitem__") else "__iter__")
            return lo__by_index(f, self.c)
        return self.lo__asked("__iter__")(self.c)

    def __len__(self):
        return self.lo__asked("__len__")(self.c)

    def __getitem__(self, k):
        if hasattr(self.c, "__class_getitem__") and lo__meta_member(self.c.lo__meta, "__getitem__") is None:
            return lo__class_item(self.c, k)
        return self.lo__asked("__getitem__")(self.c, k)

    def __contains__(self, x):
        f = lo__meta_member(self.c.lo__meta, "__contains__")
        if f is not None:
            return bool(f(self.c, x))
        for y in self.__iter__():
            if y is x or y == x:
                return True
        return False


def lo__by_index(f, c):
    items = []
    while True:
        try:
            items.append(f(c, len(items)))
        except IndexError:
            return iter(items)


def lo__viewed(o):
    """A class of a metaclass where it is taken for a collection; anything else as it is."""
    if type(o) is lo__TYPE and hasattr(o, "lo__meta"):
        return lo__ClassView(o)
    return o


def lo__told_by_meta(c, name):
    """The text of a class whose metaclass tells it."""
    f = lo__meta_member(c.lo__meta, name) or lo__meta_member(c.lo__meta, "__repr__")
    if f is not None:
        return f(c)
    return f"<class '__main__.{getattr(c, 'lo__place', lo__name(c))}'>"


def lo__has_new(c):
    return any(["__new__" in k.lo__own for k in c.lo__mro])


def lo__meta_member(meta, name):
    for k in meta.lo__mro:
        if name in k.lo__own:
            f = k.lo__own[name]
            return f.__func__ if type(f) is lo__StaticMethod else f


# The classes whose objects are being made by a metaclass's `__call__`, or none.
lo__calls = []


def lo__guarded(meta, c):
    """The machine makes objects by itself, of which a metaclass that wants to be asked hears nothing."""
    if not hasattr(c, "lo__called"):
        return
    init = c.__init__ if hasattr(c, "__init__") else lo__nothing

    def __init__(self, *args, **kwargs):
        if type(self) is c:
            if not lo__calls:
                raise NotImplementedError(
                    f"{lo__name(meta)}.__call__ is not asked where built-in code calls {lo__name(c)}: call it in a "
                    "comprehension or a lambda"
                )
            lo__calls.pop()
        return init(self, *args, **kwargs)
    c.__init__ = __init__


def lo__class_called(c, *args, **kwargs):
    return lo__meta_member(c.lo__meta, "__call__")(c, *args, **kwargs)


def lo__type_call(c, *args, **kwargs):
    if hasattr(c, "lo__is_meta"):
        return lo__meta_called(c, *args, **kwargs)
    depth = len(lo__calls)
    lo__calls.append(c)
    try:
        if hasattr(c, "lo__make"):
            return lo__made_object(c, args, kwargs)
        return c(*args, **kwargs)
    finally:
        while len(lo__calls) > depth:
            lo__calls.pop()


def lo__meta_called(meta, *args, **kwargs):
    c = lo__meta_member(meta, "__new__")(meta, *args, **kwargs)
    if type(c) is lo__TYPE and hasattr(c, "lo__meta") and meta in c.lo__meta.lo__mro:
        init = lo__meta_member(c.lo__meta, "__init__")
        if init is not lo__nothing:
            init(c, *args, **kwargs)
    return c


def lo__adopt_meta(c, b):
    c.lo__is_meta = True
    c.lo__called = lo__meta_called


def lo__metatype():
    c = type("type", (), {})
    c.lo__bases = ()
    c.lo__mro = (c,)
    c.lo__own = {"__new__": lo__type_new, "__init__": lo__nothing, "__call__": lo__type_call}
    c.lo__subs = []
    c.lo__stands = lo__type
    c.lo__adopt = lo__adopt_meta
    c.lo__is_meta = True
    return c


lo__METATYPE = lo__metatype()


def lo__remade(c, bases, names, keywords):
    return lo__meta_made(lo__METATYPE, c, bases, names, keywords)


def lo__metaclass(meta, bases, names, keywords=None):
    def build(c):
        return lo__meta_made(meta, c, bases, names, keywords)
    return build


def lo__meta_made(meta, c, bases, names, keywords):
    if hasattr(meta, "lo__class"):
        meta = meta.lo__class
    if not hasattr(meta, "lo__is_meta"):
        raise NotImplementedError("a metaclass that does not derive from type is not available: call the function after the class")
    for b in bases:
        if hasattr(b, "lo__meta") and meta in b.lo__meta.lo__mro:
            meta = b.lo__meta
        elif hasattr(b, "lo__meta") and b.lo__meta not in meta.lo__mro:
            raise TypeError(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of "
                "all its bases"
            )
    name = lo__name(c)
    space = {"__module__": "__main__", "__qualname__": getattr(c, "lo__place", name)}
    if hasattr(c, "__doc__") and c.__doc__ is not None:
        space["__doc__"] = c.__doc__
    for n in names:
        if hasattr(c, n):
            space[n] = getattr(c, n)
    return lo__meta_called(meta, name, tuple(bases), space, **(keywords or {}))
