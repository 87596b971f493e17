# Classes with bases, and what asks about them.
class lo__Object:
    lo__name = "object"


class lo__Property:
    lo__name = "property"

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.name = ""
        self.__doc__ = doc

    def getter(self, f):
        return lo__Property(f, self.fset, self.fdel)

    def setter(self, f):
        return lo__Property(self.fget, f, self.fdel)

    def deleter(self, f):
        return lo__Property(self.fget, self.fset, f)


lo__property = lo__Property


class lo__Cached:
    def __init__(self, func):
        self.func = func
        self.name = ""


lo__cached_property = lo__Cached


class lo__ClassMethod:
    lo__name = "method"

    def __init__(self, f, cls=None):
        self.__func__ = f
        self.cls = cls

    def __call__(self, *args, **kwargs):
        return self.__func__(self.cls, *args, **kwargs)


class lo__StaticMethod:
    lo__name = "function"

    def __init__(self, f):
        self.__func__ = f

    def __call__(self, *args, **kwargs):
        return self.__func__(*args, **kwargs)


lo__classmethod = lo__ClassMethod
lo__staticmethod = lo__StaticMethod
lo__object = lo__Object
lo__abstract = []


def lo__abstractmethod(f):
    lo__abstract.append(f)
    return f


def lo__abstractproperty(f):
    lo__abstract.append(f)
    return lo__Property(f)


def lo__is_abstract(v):
    t = type(v)
    if t is lo__Property:
        return lo__is_abstract(v.fget) or lo__is_abstract(v.fset)
    if t is lo__ClassMethod or t is lo__StaticMethod:
        return lo__is_abstract(v.__func__)
    for f in lo__abstract:
        if f is v:
            return True
    return False


def lo__mro_of(c):
    if hasattr(c, "lo__stands"):
        return (c.lo__stands,)
    if hasattr(c, "lo__class"):
        c = c.lo__class
    if hasattr(c, "lo__mro"):
        return tuple([getattr(k, "lo__stands", getattr(k, "lo__face", k)) for k in c.lo__mro]) + (lo__Object,)
    if c is bool:
        return (bool, int, lo__Object)
    if lo__is_exception_kind(c):
        e = c("")
        kinds = [k for k in lo__KINDS.values() if k is not c and k != c and isinstance(e, k)]
        nearest = sorted(kinds, key=lambda k: -len([j for j in kinds if isinstance(k(""), j)]))
        return (c,) + tuple(nearest) + (lo__Object,)
    return (c, lo__Object)


def lo__mro(c):
    return list(lo__mro_of(c))


def lo__subclasses(c):
    if hasattr(c, "lo__class"):
        c = c.lo__class
    if not lo__is_user_class(c):
        raise NotImplementedError(f"{lo__name(c)}.__subclasses__() is not available here: keep the classes in a list")
    return [getattr(k, "lo__face", k) for k in c.lo__subs] if hasattr(c, "lo__subs") else []


def lo__bases_of(c):
    if hasattr(c, "lo__class"):
        c = c.lo__class
    if hasattr(c, "lo__mro"):
        return tuple([getattr(k, "lo__stands", getattr(k, "lo__face", k)) for k in c.lo__bases]) or (lo__Object,)
    return (lo__Object,)


def lo__merge(lists):
    out = []
    while True:
        lists = [x for x in lists if x]
        if not lists:
            return out
        found = None
        for x in lists:
            head = x[0]
            for y in lists:
                if head in y[1:]:
                    break
            else:
                found = head
                break
        if found is None:
            heads = {}
            for x in lists:
                heads[lo__name(x[0])] = True
            raise TypeError(f"Cannot create a consistent method resolution\norder (MRO) for bases {', '.join(heads)}")
        out.append(found)
        lists = [x[1:] if x[0] is found else x for x in lists]


def lo__class(bases, names, keywords=None):
    def build(c):
        return lo__build(c, bases, names, keywords)
    return build


def lo__is_exception_kind(b):
    try:
        return isinstance(b(""), BaseException)
    except Exception:
        return False


def lo__build(c, bases, names, keywords):
    real = []
    for b in bases:
        if hasattr(b, "lo__class"):
            b = b.lo__class
        if b is lo__Object:
            continue
        if hasattr(b, "lo__remake") and not hasattr(c, "lo__remade"):
            return b.lo__remake(c, bases, names, keywords)
        if not hasattr(b, "lo__mro"):
            if type(b) is not lo__TYPE:
                raise TypeError(f"cannot derive from {b!r}")
            if not lo__is_user_class(b):
                raise TypeError(f"type '{lo__name(b)}' cannot be derived from by another name here: write it in the class statement")
            lo__build(b, (), (), None)
        real.append(b)
    mro = [c] + lo__merge([list(b.lo__mro) for b in real] + [list(real)])
    own = {}
    for n in names:
        # What `isinstance` of an abstract class asks is not that of classes derived from it.
        if n != "lo__check" and hasattr(c, n):
            own[n] = getattr(c, n)
    if "__eq__" in own and "__hash__" not in own:
        own["__hash__"] = None
        c.__hash__ = None
    c.lo__bases = tuple(real)
    c.lo__mro = tuple(mro)
    c.lo__own = own
    c.lo__subs = []
    for b in real:
        b.lo__subs.append(c)
    for n, v in own.items():
        t = type(v)
        if t is lo__ClassMethod:
            if v.cls is not None:
                v = lo__ClassMethod(v.__func__)
                own[n] = v
            setattr(c, n, lo__ClassMethod(v.__func__, c))
        elif t is lo__Property or t is lo__Cached:
            v.name = n
    lo__inherit(c)
    for b in mro[1:]:
        if hasattr(b, "lo__stands"):
            b.lo__adopt(c, b)
            break
    missing = []
    for k in mro:
        for n in k.lo__own:
            if n not in missing and lo__is_abstract(getattr(c, n)):
                missing.append(n)
    if missing:
        lo__forbid(c, sorted(missing))
    for n, v in list(own.items()):
        if hasattr(v, "__set_name__"):
            v.__set_name__(c, n)
    for k in mro[1:]:
        if "__init_subclass__" in k.lo__own:
            hook = k.lo__own["__init_subclass__"]
            hook = hook.__func__ if type(hook) is lo__ClassMethod else hook
            hook(c, **(keywords or {}))
            break
    else:
        if keywords:
            raise TypeError(f"{lo__name(c)}.__init_subclass__() takes no keyword arguments")
    return c


def lo__class_filled(blocks, names):
    """Gives a class what statements in its body may have bound."""
    def fill(c):
        for b in blocks:
            space = getattr(c, b)
            for n in names:
                if n in space:
                    setattr(c, n, space[n])
        return c
    return fill


def lo__baseless(name, space, place):
    """A class of what a namespace has, before it is given its bases, and the names of its members."""
    names = [n for n in space if n not in ("__module__", "__qualname__", "__doc__")]
    members = {n: space[n] for n in names}
    members.setdefault("__annotations__", {})
    c = type(name, (), members)
    if space.get("__doc__") is not None:
        c.__doc__ = space["__doc__"]
    c.lo__place = place
    return c, names


def lo__type_made(name, bases, space):
    """`type(name, bases, space)`."""
    c, names = lo__baseless(name, space, name)
    return lo__build(c, bases, names, None)


def lo__shown(c):
    """A class of the program's by its text, as Python tells it; anything else as it is."""
    if type(c) is lo__TYPE:
        if hasattr(c, "lo__told_by"):
            return c.lo__told_by(c, "__str__")
        if hasattr(c, "lo__place"):
            return lo__class_text(c)
        # What the machine tells without its module.
        return "<class 'collections.Counter'>" if str(c) == "<class 'Counter'>" else c
    if type(c) is tuple or type(c) is list:
        for k in c:
            if type(k) is lo__TYPE and hasattr(k, "lo__place"):
                inner = ", ".join([str(lo__shown_kind(k)) for k in c])
                if type(c) is list:
                    return f"[{inner}]"
                return f"({inner},)" if len(c) == 1 else f"({inner})"
    return c


# Modules that tell another name of themselves than the one that stands in ours.
lo__MODULES_TOLD = {
    "io": "_io", "collections_abc": "collections.abc", "urllib_parse": "urllib.parse", "html_parser": "html.parser",
    "xml_etree_ElementTree": "xml.etree.ElementTree",
}


def lo__class_text(c):
    if hasattr(c, "lo__told_by"):
        return c.lo__told_by(c, "__repr__")
    place = c.lo__place
    if place[:4] == "lo__":
        module, _, name = place[4:].partition("__")
        if name == "MappingProxyType":
            return "<class 'mappingproxy'>"
        return f"<class '{lo__MODULES_TOLD.get(module, module)}.{name}'>"
    return f"<class '{'' if hasattr(c, 'lo__is_marker') else '__main__.'}{c.lo__place}'>"


# What classes derive from that says nothing else at run time, where the bases of classes are looked at.
class lo__ABC:
    lo__name = "ABC"
    lo__place = "abc.ABC"
    lo__is_marker = True


class lo__Generic:
    lo__name = "Generic"
    lo__place = "typing.Generic"
    lo__is_marker = True


def lo__told(v):
    """What is printed or formatted: the text of a container that holds classes of the program's, else the value itself."""
    t = type(v)
    if t is str or t is int or t is float:
        return v
    if t is lo__TYPE:
        return lo__shown(v)
    if t is list or t is tuple or t is dict or t is set or t is frozenset or hasattr(t, "__dataclass_fields__") or hasattr(v, "default_factory"):
        s = str(v)
        if "<class '" in s:
            return lo__told_inner(v, s, [])
    return v


class lo__Told:
    """What fills a template by its text, however the template asks for that. Its parts are told by `tell`."""

    def __init__(self, text, value, tell):
        self.text = text
        self.value = value
        self.tell = tell

    def __getitem__(self, key):
        tell = self.tell
        return tell(self.value[key])

    def __str__(self):
        return self.text

    def __repr__(self):
        return self.text


def lo__told_object(v):
    r = lo__told(v)
    return v if r is v else lo__Told(r, v, lo__told_object)


def lo__told_each(v):
    if type(v) is tuple:
        return tuple([lo__told_object(x) for x in v])
    if type(v) is dict:
        return {k: lo__told_object(x) for k, x in v.items()}
    return lo__told_object(v)


def lo__told_repr(v):
    t = type(v)
    if t is lo__TYPE:
        return v.lo__told_by(v, "__repr__") if hasattr(v, "lo__told_by") else str(lo__shown(v))
    s = repr(v)
    return lo__told_inner(v, s, []) if "<class '" in s else s


def lo__told_inner(v, s, around):
    t = type(v)
    for o in around:
        if o is v:
            return "[...]" if t is list else "(...)" if t is tuple else "{...}" if t is dict else s
    around = around + [v]
    if t is lo__TYPE:
        return str(lo__shown_kind(v))
    if t is list or t is tuple or t is set or t is frozenset:
        inner = ", ".join([lo__told_inner(x, repr(x), around) for x in v])
        if t is list:
            return f"[{inner}]"
        if t is tuple:
            return f"({inner},)" if len(v) == 1 else f"({inner})"
        if not v:
            return s
        return f"{{{inner}}}" if t is set else f"frozenset({{{inner}}})"
    if t is dict:
        items = [f"{lo__told_inner(k, repr(k), around)}: {lo__told_inner(x, repr(x), around)}" for k, x in v.items()]
        return "{" + ", ".join(items) + "}"
    if t is not str and "<class '" in s:
        for c in lo__kept_in(v):
            if hasattr(c, "lo__place"):
                s = s.replace(f"<class '{lo__name(c)}'>", lo__class_text(c))
    return s


def lo__kept_in(v):
    t = type(v)
    if t is lo__TYPE:
        return [v]
    found = []
    if hasattr(t, "__dataclass_fields__"):
        for n in t.__dataclass_fields__:
            found.extend(lo__kept_in(getattr(v, n)))
    elif hasattr(v, "default_factory"):
        found.extend(lo__kept_in(v.default_factory))
    return found


def lo__shown_kind(c):
    if hasattr(c, "lo__told_by"):
        return c.lo__told_by(c, "__repr__")
    return "<class 'object'>" if c is lo__Object else lo__shown(c)


def lo__is_user_class(b):
    return hasattr(b, "__annotations__")


def lo__inherit(c):
    own = c.lo__own
    seen = set(own)
    for k in c.lo__mro[1:]:
        for n, v in k.lo__own.items():
            if n not in seen:
                seen.add(n)
                if type(v) is lo__ClassMethod:
                    v = lo__ClassMethod(v.__func__, c)
                elif n == "__doc__":
                    continue
                setattr(c, n, v)


def lo__forbid(c, missing):
    init = c.__init__ if hasattr(c, "__init__") else None

    def __init__(self, *args, **kwargs):
        if type(self) is c:
            plural = "s" if len(missing) > 1 else ""
            names = ", ".join(missing)
            raise TypeError(f"Can't instantiate abstract class {lo__name(c)} with abstract method{plural} {names}")
        if init is not None:
            return init(self, *args, **kwargs)
    c.__init__ = __init__
    c.lo__forbidden = True
    c.__abstractmethods__ = frozenset(missing)


def lo__set_value(o, name, value):
    """Sets an attribute that may be a class's own, which derived classes see too."""
    setattr(o, name, value)
    if type(o) is lo__TYPE and hasattr(o, "lo__own"):
        o.lo__own[name] = value
        lo__spread(o)


def lo__set_class(o, name, value):
    raise NotImplementedError("an object cannot become one of another class here: make a new one")


def lo__spread(c):
    for s in c.lo__subs:
        lo__inherit(s)
        lo__spread(s)


def lo__super(c, o, name):
    if hasattr(c, "lo__class"):
        c = c.lo__class
    t = o if type(o) is lo__TYPE else type(o)
    mro = t.lo__mro if hasattr(t, "lo__mro") else (t,)
    is_object = type(o) is not lo__TYPE
    if not is_object and hasattr(o, "lo__meta") and c not in mro:
        mro = o.lo__meta.lo__mro
        is_object = True
    i = 0
    for k in mro:
        i += 1
        if k is c:
            break
    for k in mro[i:]:
        own = k.lo__own
        if name in own:
            v = own[name]
            if type(v) is lo__Property:
                return v.fget(o) if is_object else v
            if type(v) is lo__Cached:
                return v.func(o)
            if type(v) is lo__ClassMethod:
                return lo__ClassMethod(v.__func__, t)
            if type(v) is lo__StaticMethod:
                return v.__func__
            if type(o) is lo__TYPE and name == "__init_subclass__":
                return lo__ClassMethod(v, t)
            if lo__is_function(v) and is_object:
                return lo__Bound(v, o)
            return v
    if name in lo__DEFAULTS:
        return lo__Bound(lo__DEFAULTS[name], o)
    raise AttributeError(f"'super' object has no attribute '{name}'")


def lo__super_or(c, o, name, default):
    """`super().__setattr__` and the like, where objects keep their attributes in a dict."""
    for k in type(o).lo__mro[type(o).lo__mro.index(c) + 1:]:
        if name in k.lo__own:
            return lo__Bound(k.lo__own[name], o)
    return lo__Bound(default, o)


class lo__Method:
    """The type of methods that are bound to their object, which the machine takes for functions."""
    lo__name = "method"


class lo__Bound:
    lo__name = "method"
    lo__stands = lo__Method

    def __init__(self, f, o):
        self.__func__ = f
        self.__self__ = o

    def __call__(self, *args, **kwargs):
        return self.__func__(self.__self__, *args, **kwargs)

    def __eq__(self, other):
        return type(other) is lo__Bound and self.__self__ is other.__self__ and self.__func__ is other.__func__

    def __hash__(self):
        return hash((id(self.__self__), id(self.__func__)))

    def __getattr__(self, name):
        return lo__function_attribute(self.__func__, name)

    def __repr__(self):
        return f"<bound method {lo__qualified_name(self.__func__)} of {self.__self__!r}>"


def lo__is_function(v):
    t = type(v)
    return t is lo__FUNCTION


lo__FUNCTION = type(lo__is_function)


def lo__nothing(*args, **kwargs):
    return None


def lo__default_repr(o):
    return f"<__main__.{lo__name(type(o))} object at {hex(id(o))}>"


def lo__default_str(o):
    return repr(o)


def lo__default_eq(o, other):
    return True if o is other else NotImplemented


def lo__default_ne(o, other):
    r = o.__eq__(other) if hasattr(o, "__eq__") else lo__default_eq(o, other)
    return r if r is NotImplemented else not r


def lo__default_hash(o):
    return id(o)


def lo__default_format(o, spec):
    if spec:
        raise TypeError(f"unsupported format string passed to {lo__name(type(o))}.__format__")
    return str(o)


lo__DEFAULTS = {
    "__init__": lo__nothing, "__init_subclass__": lo__nothing, "__repr__": lo__default_repr, "__str__": lo__default_str,
    "__eq__": lo__default_eq, "__ne__": lo__default_ne, "__hash__": lo__default_hash, "__format__": lo__default_format,
    "__setattr__": setattr, "__set_name__": lo__nothing, "__post_init__": lo__nothing,
}


def lo__type(o, *rest):
    if rest:
        return type(o, *rest)
    t = type(o)
    if t is lo__FUNCTION:
        return lo__Method if repr(o) == "<bound method>" else t
    if hasattr(t, "lo__stands"):
        return t.lo__stands
    if hasattr(t, "lo__face"):
        return t.lo__face
    if isinstance(o, BaseException):
        return lo__KINDS.get(t.__name__, t)
    if t is lo__TYPE and hasattr(o, "lo__meta"):
        return o.lo__meta
    return t


# The machine tells an exception's type as another object than the one its name stands for.
lo__KINDS = {
    "BaseException": BaseException, "Exception": Exception, "SystemExit": SystemExit,
    "KeyboardInterrupt": KeyboardInterrupt, "ArithmeticError": ArithmeticError, "OverflowError": OverflowError,
    "ZeroDivisionError": ZeroDivisionError, "LookupError": LookupError, "IndexError": IndexError, "KeyError": KeyError,
    "RuntimeError": RuntimeError, "NotImplementedError": NotImplementedError, "RecursionError": RecursionError,
    "AttributeError": AttributeError, "NameError": NameError, "UnboundLocalError": UnboundLocalError,
    "ValueError": ValueError, "UnicodeDecodeError": UnicodeDecodeError, "UnicodeEncodeError": UnicodeEncodeError,
    "ImportError": ImportError, "ModuleNotFoundError": ModuleNotFoundError, "OSError": OSError,
    "FileNotFoundError": FileNotFoundError, "FileExistsError": FileExistsError, "IsADirectoryError": IsADirectoryError,
    "NotADirectoryError": NotADirectoryError, "PermissionError": PermissionError, "TimeoutError": TimeoutError,
    "AssertionError": AssertionError, "MemoryError": MemoryError, "StopIteration": StopIteration,
    "SyntaxError": SyntaxError, "TypeError": TypeError,
}


def lo__name(c):
    if hasattr(c, "lo__class"):
        c = c.lo__class
    if type(c) is lo__TYPE:
        if hasattr(c, "__name__"):
            return c.__name__
        r = repr(c)
        return r[8:-2].split(".")[-1]
    r = repr(c)
    if r.startswith("<function '"):
        return lo__function_name(c, lo__name_shown(r).split(".")[-1])
    if r.startswith("<built-in function "):
        return r[19:-1]
    if hasattr(c, "__func__"):
        return lo__name(c.__func__)
    if r.startswith("<function "):
        return r.split(" ")[1]
    for g, n in lo__names:
        if g is c:
            return n
    return c.__name__


def lo__name_shown(r):
    """The name in the text of a function. That of a host object's method, taken off it, has the object after an `@`."""
    name = lo__told_name(r[11:].split("'")[0].split("@")[0])
    # What stands for one of the machine's own functions has its name.
    return name[4:] if name[:4] == "lo__" else name


def lo__name_of_member(o, name):
    """`x.name.__name__`."""
    return name if repr(o) == "<bound method>" else lo__name(o)


def lo__isinstance(o, kind):
    if type(kind) is tuple:
        for k in kind:
            if lo__isinstance(o, k):
                return True
        return False
    if hasattr(kind, "lo__check"):
        return kind.lo__check(o)
    return lo__is_of(o, kind)


def lo__is_of(o, kind):
    t = type(o)
    if hasattr(kind, "lo__class"):
        kind = kind.lo__class
    if kind is lo__Object:
        return True
    if t is lo__TYPE and hasattr(o, "lo__meta") and kind in o.lo__meta.lo__mro:
        return True
    if kind is lo__type:
        return t is lo__TYPE or hasattr(o, "lo__class")
    if hasattr(t, "lo__mro"):
        for c in t.lo__mro:
            if c is kind:
                return True
        if hasattr(kind, "lo__mro"):
            return False
    if t is kind:
        return True
    if hasattr(t, "lo__sample"):
        return isinstance(t.lo__sample, kind)
    return isinstance(o, kind)


def lo__issubclass(c, kind):
    if type(kind) is tuple:
        for k in kind:
            if lo__issubclass(c, k):
                return True
        return False
    if hasattr(c, "lo__class"):
        c = c.lo__class
    if hasattr(kind, "lo__class"):
        kind = kind.lo__class
    if kind is lo__Object or c is kind:
        return True
    if hasattr(kind, "lo__check_class"):
        return kind.lo__check_class(c)
    if hasattr(c, "lo__is") and hasattr(kind, "lo__check") and lo__name(kind) in c.lo__is:
        return True
    if hasattr(kind, "lo__check") and not hasattr(c, "__annotations__"):
        if lo__name(c) in ("Counter", "defaultdict", "deque", "OrderedDict"):
            return kind.lo__check(c())
        for sample in (0, 0.0, False, 0j, "", b"", [], (), {}, set(), frozenset(), range(0)):
            if type(sample) == c:
                return kind.lo__check(sample)
    return lo__is_derived(c, kind)


def lo__class_subscript(c, k):
    """`c[k]` of a class of an earlier feed: type arguments have no effect."""
    if type(c) is not lo__TYPE or not lo__is_user_class(c):
        return c[k]
    return lo__class_item(c, k) if hasattr(c, "__class_getitem__") else c


def lo__class_item(c, k):
    """`c[k]` of a class that says what it is."""
    f = c.__class_getitem__
    return f(c, k) if lo__is_function(f) else f(k)


def lo__abc_register(c, kind):
    """`c.register(kind)` of an abstract class."""
    if type(kind) is not lo__TYPE and not hasattr(kind, "lo__class"):
        raise TypeError("Can only register classes")
    for k in c.lo__mro if hasattr(c, "lo__mro") else (c,):
        if k is lo__Object or k is lo__object:
            continue
        if not hasattr(k, "lo__virtual"):
            lo__virtually(k)
        k.lo__virtual.append(kind)
    return kind


def lo__virtually(c):
    before = c.lo__check if hasattr(c, "lo__check") else lambda o: lo__is_of(o, c)
    before_class = c.lo__check_class if hasattr(c, "lo__check_class") else lambda k: lo__is_derived(k, c)
    known = []
    c.lo__virtual = known
    c.lo__check = lambda o: before(o) or any([lo__isinstance(o, k) for k in known])
    c.lo__check_class = lambda k: before_class(k) or any([lo__issubclass(k, v) for v in known])


def lo__is_derived(c, kind):
    if hasattr(c, "lo__mro"):
        for k in c.lo__mro:
            if k is kind:
                return True
        if hasattr(c, "lo__sample") and not hasattr(kind, "lo__mro"):
            return isinstance(c.lo__sample, kind)
        return False
    if c == bool and (kind == int or kind == bool):
        return True
    if c == kind or kind == tuple and hasattr(c, "_fields"):
        return True
    if lo__is_exception_kind(c):
        return not hasattr(kind, "lo__mro") and isinstance(c(""), kind)
    if type(c) is not lo__TYPE:
        raise TypeError("issubclass() arg 1 must be a class")
    return False


def lo__callable(o):
    if type(o) is lo__TYPE or lo__is_function(o) or hasattr(o, "lo__class"):
        return True
    r = repr(type(o))
    if "function" in r or "partial" in r or "method" in r or "lru_cache" in r:
        return True
    return hasattr(type(o), "__call__")


def lo__type_alias(name):
    class TypeAliasType:
        def __repr__(self):
            return name
    return TypeAliasType()


def lo__as_method(f):
    if lo__is_function(f) or type(f) is lo__Property or type(f) is lo__Cached or hasattr(f, "__get__"):
        return f
    if type(f) is lo__StaticMethod or type(f) is lo__ClassMethod:
        return f
    return f


def lo__qualified_name(o):
    """`o.__qualname__`."""
    if hasattr(o, "lo__class"):
        o = o.lo__class
    if type(o) is lo__TYPE:
        return getattr(o, "lo__place", lo__name(o))
    r = repr(o)
    if r.startswith("<function '"):
        return lo__function_name(o, lo__name_shown(r))
    if hasattr(o, "__func__"):
        return lo__qualified_name(o.__func__)
    return lo__name(o)
