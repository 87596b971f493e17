# functools and operator as far as the language needs them.
def lo__wraps(wrapped, *rest, **more):
    def decorate(f):
        return lo__dressed(f, wrapped)
    return decorate


def lo__update_wrapper(f, wrapped, *rest, **more):
    return lo__dressed(f, wrapped)


def lo__dressed(f, wrapped):
    if hasattr(type(f), "__annotations__"):
        f.__wrapped__ = wrapped
        f.__name__ = lo__name(wrapped)
        f.__doc__ = lo__doc(wrapped)
        return f
    lo__set_function_attribute(f, "__wrapped__", wrapped)
    lo__names.append((f, lo__name(wrapped)))
    if id(wrapped) in lo__docs:
        lo__docs[id(f)] = (f, lo__docs[id(wrapped)][1])
    if lo__is_function(wrapped):
        for n, v in lo__functions.get(id(wrapped), (None, {}))[1].items():
            if n != "__wrapped__":
                lo__set_function_attribute(f, n, v)
    return f


lo__docs = {}


def lo__documented(doc):
    """Keeps the docstring of a function, which the machine does not."""
    def decorate(f):
        lo__docs[id(f)] = (f, doc)
        return f
    return decorate


def lo__cached_as(name, doc):
    """Keeps name and docstring of a function that `functools.lru_cache` wraps."""
    def decorate(f):
        lo__names.append((f, name))
        if doc is not None:
            lo__docs[id(f)] = (f, doc)
        return f
    return decorate


def lo__doc(o):
    if hasattr(o, "lo__dict") and "__doc__" in o.lo__dict:
        return o.lo__dict["__doc__"]
    if id(o) in lo__docs:
        return lo__docs[id(o)][1]
    if hasattr(o, "__func__"):
        return lo__doc(o.__func__)
    if lo__is_function(o):
        if repr(o) == "<bound method>":
            raise NotImplementedError("the docstring of a method of an object is not known here: ask of Class.method")
        return None
    if hasattr(o, "__dataclass_fields__") and type(o) is lo__TYPE and o.__doc__ is None:
        raise NotImplementedError("the docstring that a dataclass gets by itself is not available here: write one")
    if type(o) is lo__Property and o.__doc__ is None and o.fget is not None:
        return lo__doc(o.fget)
    return getattr(o, "__doc__", None)


def lo__rename(f, name, value):
    if not lo__is_function(f):
        lo__set(f, name, value)
    elif name == "__doc__":
        lo__docs[id(f)] = (f, value)
    else:
        lo__names.insert(0, (f, value))


lo__names = []


def lo__function_name(f, name):
    for g, n in lo__names:
        if g is f:
            return n
    return name


def lo__total_ordering(c):
    has = [n for n in ("__lt__", "__gt__", "__le__", "__ge__") if hasattr(c, n)]
    if not has:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = has[0]
    for n in ("__lt__", "__gt__", "__le__", "__ge__"):
        if n not in has:
            f = lo__ordered(root, n)
            setattr(c, n, f)
            if hasattr(c, "lo__own"):
                c.lo__own[n] = f
    return c


def lo__ordered(root, wanted):
    def compare(self, other):
        r = getattr(type(self), root)(self, other)
        if r is NotImplemented:
            return r
        same = self == other
        if root == "__lt__":
            if wanted == "__gt__":
                return not r and not same
            if wanted == "__le__":
                return r or same
            return not r
        if root == "__gt__":
            if wanted == "__lt__":
                return not r and not same
            if wanted == "__ge__":
                return r or same
            return not r
        if root == "__le__":
            if wanted == "__lt__":
                return r and not same
            if wanted == "__ge__":
                return not r or same
            return not r
        if wanted == "__gt__":
            return r and not same
        if wanted == "__le__":
            return not r or same
        return not r
    return compare


# The more an abstract class asks, the earlier it stands.
lo__ABSTRACT = ("Integral", "Rational", "Real", "Complex", "Number", "MutableSequence", "MutableMapping", "MutableSet", "Sequence", "Mapping", "Set", "Collection", "Reversible", "Iterator", "Iterable", "Sized", "Container", "Callable", "Hashable")


def lo__is_abstract_kind(k):
    # What derives from one has its check too.
    return hasattr(k, "lo__check") and lo__name(k) in lo__ABSTRACT


class lo__SingleDispatch:
    def __init__(self, f):
        self.f = f
        self.kinds = []

    def __call__(self, *args, **kwargs):
        if not args:
            raise TypeError(f"{lo__name(self.f)} requires at least 1 positional argument")
        o = args[0]
        f = self.dispatch(type(o))
        if f is self.f:
            # The type of a named tuple, or of another of the machine's, may not tell what it is.
            for k, g in self.kinds:
                if not lo__is_abstract_kind(k) and k is not lo__Object and lo__isinstance(o, k):
                    f = g
                    break
        if f is self.f:
            # An abstract class of collections.abc knows objects, and comes after every class that is derived from.
            rank = None
            for k, g in self.kinds:
                if lo__is_abstract_kind(k) and k.lo__check(o):
                    n = lo__ABSTRACT.index(lo__name(k))
                    if rank is None or n < rank:
                        rank = n
                        f = g
        return f(*args, **kwargs)

    def dispatch(self, t):
        best = None
        for k, f in self.kinds:
            if k is t or k == t:
                return f
        for k, f in self.kinds:
            if not lo__is_abstract_kind(k) and lo__issubclass(t, k) and (best is None or lo__issubclass(k, best[0])):
                best = (k, f)
        return self.f if best is None else best[1]

    def register(self, kind, func=None):
        if func is None:
            if lo__is_function(kind):
                raise TypeError("register() without a type reads annotations, which are not there: write register(int)")
            return lambda f: self.register(kind, f)
        for k in kind if type(kind) is tuple else (kind,):
            self.kinds = [(other, f) for other, f in self.kinds if other is not k and not other == k]
            self.kinds.append((k, func))
        return func


lo__singledispatch = lo__SingleDispatch


class lo__TypeVar:
    def __init__(self, name, *bounds, **options):
        self.__name__ = name

    def __repr__(self):
        return "~" + self.__name__


class lo__Alias:
    """`Dict[str, int]` and the like, which the machine does not have as values."""
    lo__is_alias = True

    def __init__(self, name, args):
        if type(args) is not tuple:
            args = (args,)
        if name == "Optional":
            name = "Union"
            args = args + (None,)
        if name == "Union":
            flat = []
            for a in args:
                a = type(None) if a is None else a
                parts = a.__args__ if hasattr(type(a), "lo__is_alias") and a.lo__kind == "Union" else (a,)
                for b in parts:
                    if b not in flat:
                        flat.append(b)
            args = tuple(flat)
        elif name == "Literal":
            flat = []
            for a in args:
                parts = a.__args__ if hasattr(type(a), "lo__is_alias") and a.lo__kind == "Literal" else (a,)
                for b in parts:
                    if (type(b), b) not in flat:
                        flat.append((type(b), b))
            args = tuple([b for t, b in flat])
        elif name != "Annotated":
            args = tuple([type(None) if a is None else a for a in args])
        self.lo__kind = name
        self.__args__ = args

    def lo__origin(self):
        builtin = {"List": list, "Dict": dict, "Set": set, "FrozenSet": frozenset, "Tuple": tuple, "Type": type}
        if self.lo__kind in builtin:
            return builtin[self.lo__kind]
        import typing
        if self.lo__kind == "Union":
            return typing.Union
        if self.lo__kind == "Literal":
            return typing.Literal
        if self.lo__kind == "Annotated":
            return typing.Annotated
        raise NotImplementedError(f"typing.get_origin of typing.{self.lo__kind}[...] is not available here")

    def __getitem__(self, args):
        return self

    def __or__(self, other):
        return lo__Alias("Union", (self, other))

    def __ror__(self, other):
        return lo__Alias("Union", (other, self))

    def __eq__(self, other):
        if not hasattr(type(other), "lo__is_alias") or self.lo__kind != other.lo__kind:
            return False
        if self.lo__kind == "Union" or self.lo__kind == "Literal":
            return set(self.__args__) == set(other.__args__)
        return self.__args__ == other.__args__

    def __hash__(self):
        return hash(self.lo__kind)

    def __call__(self, *args, **kwargs):
        return self.lo__origin()(*args, **kwargs)

    def __repr__(self):
        args = self.__args__
        if self.lo__kind == "Literal":
            return f"typing.Literal[{', '.join([repr(a) for a in args])}]"
        if self.lo__kind == "Union" and len(args) == 1:
            return lo__alias_repr(args[0])
        if self.lo__kind == "Union" and len(args) == 2 and type(None) in args:
            return f"typing.Optional[{lo__alias_repr(args[0] if args[1] is type(None) else args[1])}]"
        if self.lo__kind == "Annotated":
            rest = [lo__alias_repr(args[0])] + [repr(a) for a in args[1:]]
            return f"typing.Annotated[{', '.join(rest)}]"
        place = "" if "." in self.lo__kind else "typing."
        return f"{place}{self.lo__kind}[{', '.join([lo__alias_repr(a) for a in args])}]"


def lo__alias_repr(a):
    if a is ...:
        return "..."
    if type(a) is str:
        return f"ForwardRef({a!r})"
    if type(a) is list:
        return "[" + ", ".join([lo__alias_repr(x) for x in a]) + "]"
    if type(a) is lo__TYPE:
        n = lo__name(a)
        if hasattr(a, "__annotations__"):
            return "__main__." + n
        return n
    return repr(a)


def lo__NewType(name, of):
    def make(value):
        return value
    return make


def lo__cast(kind, value):
    return value


def lo__overload(f):
    return f


def lo__same(f):
    return f


# What a name holds after `del`.
class lo__Unbound:
    pass


lo__UNBOUND = lo__Unbound()


def lo__names_in(*names):
    """The names that are bound, with their values."""
    found = {}
    for name, value in names:
        try:
            v = value()
        except NameError:
            continue
        if v is not lo__UNBOUND:
            found[name] = v
    return found


def lo__special_or(o, name, *default):
    """`getattr` of what the machine does not tell by its name."""
    try:
        if name == "__class__":
            return lo__type(o)
        if name == "__doc__":
            return lo__doc(o)
        if type(o) is lo__TYPE or lo__is_function(o) or hasattr(o, "lo__class") or hasattr(o, "__name__") or hasattr(o, "__func__"):
            return lo__name(o)
        if lo__callable(o) and repr(o)[:10] == "<built-in ":
            return lo__name(o)
        return o.__name__
    except AttributeError:
        if default:
            return default[0]
        raise


def lo__unbound(name, how):
    if how == 0:
        raise NameError(f"name '{name}' is not defined")
    if how == 1:
        raise UnboundLocalError(f"cannot access local variable '{name}' where it is not associated with a value")
    raise NameError(f"cannot access free variable '{name}' where it is not associated with a value in enclosing scope")


def lo__quit(code=None):
    raise lo__raised(lo__exception(SystemExit, code))
