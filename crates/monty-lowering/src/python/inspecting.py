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
        lo__class_hints[id(c)] = (c, hints, texts)
        return c
    return keep


lo__sources = {}


def lo__sourced(text):
    def keep(o):
        lo__sources[id(o)] = (o, text)
        return o
    return keep


def lo__source_of(o):
    """The text of a function or class; nothing where it is not known."""
    if hasattr(o, "lo__class"):
        o = o.lo__class
    while lo__is_function(o):
        wrapped = lo__functions.get(id(o), (None, {}))[1].get("__wrapped__")
        if wrapped is None:
            break
        o = wrapped
    return lo__sources[id(o)][1] if id(o) in lo__sources else None


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
    return type(o) is lo__ClassMethod or type(o) is lo__Bound or lo__is_function(o) and repr(o) == "<bound method>"


def lo__is_free_function(o):
    return type(o) is lo__StaticMethod or lo__is_function(o) and not lo__is_method(o)


def lo__is_coroutine_function(o):
    if type(o) is lo__Bound or type(o) is lo__ClassMethod:
        return lo__is_coroutine_function(o.__func__)
    if lo__is_method(o):
        raise NotImplementedError("whether a method of an object is a coroutine function is not known here: ask of Class.method")
    return lo__is_function(o) and lo__kind_of(o) == 1


def lo__hints_of(c):
    """What a class, or the one that stands for it, annotates itself."""
    if hasattr(c, "lo__class"):
        c = c.lo__class
    kept = lo__class_hints.get(id(c))
    return {} if kept is None else kept[1]()


def lo__notes_of(c):
    """The same, as it is written where annotations are texts."""
    if hasattr(c, "lo__class"):
        c = c.lo__class
    kept = lo__class_hints.get(id(c))
    if kept is None:
        return {}
    return kept[1]() if kept[2] is None else kept[2]


def lo__annotations(o):
    """`o.__annotations__`."""
    if lo__is_function(o):
        kept = lo__signature_of(o)
        if kept is None:
            raise NotImplementedError("__annotations__ is available here of functions and classes of the program")
        return kept[3]() if kept[4] is None else dict(kept[4])
    c = o if type(o) is lo__TYPE or hasattr(o, "lo__class") else type(o)
    if hasattr(c, "lo__class"):
        c = c.lo__class
    kept = lo__class_hints.get(id(c))
    if kept is None:
        raise AttributeError(f"'{lo__name(type(o))}' object has no attribute '__annotations__'")
    return kept[1]() if kept[2] is None else dict(kept[2])


def lo__function_part(f, name):
    """`__defaults__`, `__kwdefaults__` and `__code__` of a function."""
    kept = lo__signatures.get(id(f)) if lo__is_function(f) else None
    if kept is None:
        return getattr(f, name)
    if name == "__code__":
        return lo__Code(lo__name(f), kept[2])
    if name == "__defaults__":
        return tuple([lo__default_of(p) for p in kept[2] if p[1] < 2 and len(p) > 2]) or None
    return {p[0]: lo__default_of(p) for p in kept[2] if p[1] == 3 and len(p) > 2} or None


def lo__default_of(parameter):
    if parameter[2] is lo__unknown_default:
        raise NotImplementedError(f"the default of {parameter[0]} is not available here: bind it to a name first")
    return parameter[2]


class lo__Code:
    lo__name = "code"

    def __init__(self, name, parameters):
        self.co_name = name
        self.co_argcount = len([p for p in parameters if p[1] < 2])
        self.co_posonlyargcount = len([p for p in parameters if p[1] == 0])
        self.co_kwonlyargcount = len([p for p in parameters if p[1] == 3])
