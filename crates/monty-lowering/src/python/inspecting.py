# What functions take and classes annotate, kept for programs that ask.
lo__signatures = {}
lo__class_hints = {}


class lo__UnknownDefault:
    pass


lo__unknown_default = lo__UnknownDefault()


def lo__signed(kind, parameters, hints, texts=None):
    def keep(f):
        lo__signatures[id(f)] = (f, kind, parameters, hints, texts)
        return f
    return keep


def lo__hinted(hints, texts=None):
    def keep(c):
        lo__class_hints[id(c)] = (c, hints)
        return c
    return keep


def lo__signature_of(f):
    """What is kept of a function, or of the one that it wraps; nothing where it is not known."""
    while lo__is_function(f):
        wrapped = lo__functions.get(id(f), (None, {}))[1].get("__wrapped__")
        if wrapped is None:
            return lo__signatures.get(id(f))
        f = wrapped
    return None


def lo__kind_of(f):
    """1 for a coroutine function, 2 for a generator function, 3 for both; nothing where it is not known."""
    kept = lo__signatures.get(id(f))
    return None if kept is None else kept[1]


def lo__is_method(o):
    """Whether something is a method of an object: the machine tells it apart from a function by its text alone."""
    return type(o) is lo__ClassMethod or lo__is_function(o) and repr(o) == "<bound method>"


def lo__is_free_function(o):
    return type(o) is lo__StaticMethod or lo__is_function(o) and not lo__is_method(o)


def lo__is_coroutine_function(o):
    if lo__is_method(o):
        raise NotImplementedError("whether a method of an object is a coroutine function is not known here: ask of Class.method")
    return lo__is_function(o) and lo__kind_of(o) == 1


def lo__hints_of(c):
    """What a class, or the one that stands for it, annotates itself."""
    if hasattr(c, "lo__class"):
        c = c.lo__class
    kept = lo__class_hints.get(id(c))
    return {} if kept is None else kept[1]()
