# `signature` of functions and classes of the program, with `Signature`, `Parameter` and `BoundArguments`; `getdoc`, `cleandoc`, `getsource` of its functions and classes, `getmembers` of its objects and classes, and what kind of thing something is. Frames and signatures of bound methods are left out.
from types import MethodType as _MethodType


class _empty:
    lo__name = "_empty"

    def __repr__(self):
        return "<class 'inspect._empty'>"


_EMPTY = _empty()


class _ParameterKind:
    def __init__(self, value, name, description):
        self.value = value
        self.name = name
        self.description = description

    def __str__(self):
        return self.name

    def __int__(self):
        return self.value

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {self.value}>"


_KINDS = [
    _ParameterKind(0, "POSITIONAL_ONLY", "positional-only"),
    _ParameterKind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword"),
    _ParameterKind(2, "VAR_POSITIONAL", "variadic positional"),
    _ParameterKind(3, "KEYWORD_ONLY", "keyword-only"),
    _ParameterKind(4, "VAR_KEYWORD", "variadic keyword"),
]


def _shown(annotation):
    if isinstance(annotation, type):
        name = getattr(annotation, "__name__", repr(annotation))
        return name if annotation in _BUILT_IN else f"__main__.{name}"
    return repr(annotation).replace("typing.", "")


_BUILT_IN = (int, str, float, bool, bytes, list, dict, set, tuple, frozenset, object, type, complex, range, slice, type(None))


class Parameter:
    POSITIONAL_ONLY = _KINDS[0]
    POSITIONAL_OR_KEYWORD = _KINDS[1]
    VAR_POSITIONAL = _KINDS[2]
    KEYWORD_ONLY = _KINDS[3]
    VAR_KEYWORD = _KINDS[4]
    empty = _EMPTY

    def __init__(self, name, kind, *, default=_EMPTY, annotation=_EMPTY):
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation

    def replace(self, **changes):
        given = {"name": self.name, "kind": self.kind, "default": self.default, "annotation": self.annotation}
        given.update(changes)
        return Parameter(given["name"], given["kind"], default=given["default"], annotation=given["annotation"])

    def __str__(self):
        text = self.name
        if self.annotation is not _EMPTY:
            text = f"{text}: {_shown(self.annotation)}"
        if self.default is not _EMPTY:
            text = f"{text} = {self.default!r}" if self.annotation is not _EMPTY else f"{text}={self.default!r}"
        if self.kind is _KINDS[2]:
            return "*" + text
        return "**" + text if self.kind is _KINDS[4] else text

    def __repr__(self):
        return f'<Parameter "{self}">'

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self.name == other.name and self.kind is other.kind and self.default == other.default
                and self.annotation == other.annotation)

    def __hash__(self):
        return hash((self.name, self.kind.value))


class _Parameters:
    """Parameters by name, in order."""

    def __init__(self, parameters):
        self._by_name = {p.name: p for p in parameters}

    def __getitem__(self, name):
        return self._by_name[name]

    def __iter__(self):
        return iter(self._by_name)

    def __contains__(self, name):
        return name in self._by_name

    def __len__(self):
        return len(self._by_name)

    def keys(self):
        return self._by_name.keys()

    def values(self):
        return self._by_name.values()

    def items(self):
        return self._by_name.items()

    def get(self, name, default=None):
        return self._by_name.get(name, default)

    def __repr__(self):
        return f"mappingproxy(OrderedDict({self._by_name!r}))"


class Signature:
    empty = _EMPTY

    def __init__(self, parameters=None, *, return_annotation=_EMPTY):
        self.parameters = _Parameters(parameters or [])
        self.return_annotation = return_annotation

    def replace(self, **changes):
        parameters = changes.get("parameters", list(self.parameters.values()))
        return Signature(parameters, return_annotation=changes.get("return_annotation", self.return_annotation))

    def __str__(self):
        parts = []
        only = False
        star = True
        for p in self.parameters.values():
            if p.kind is _KINDS[0]:
                only = True
            elif only:
                parts.append("/")
                only = False
            if p.kind is _KINDS[2]:
                star = False
            elif p.kind is _KINDS[3] and star:
                parts.append("*")
                star = False
            parts.append(str(p))
        if only:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if self.return_annotation is _EMPTY:
            return text
        return f"{text} -> {_shown(self.return_annotation)}"

    def __repr__(self):
        return f"<Signature {self}>"

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return (list(self.parameters.values()) == list(other.parameters.values())
                and self.return_annotation == other.return_annotation)

    def __hash__(self):
        return hash(str(self))

    def bind(self, /, *args, **kwargs):
        return _bound(self, args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return _bound(self, args, kwargs, True)


def _bound(signature, args, kwargs, partial):
    arguments = {}
    kwargs = dict(kwargs)
    rest = list(args)
    keywords = None
    for p in signature.parameters.values():
        if p.kind is _KINDS[2]:
            if rest:
                arguments[p.name] = tuple(rest)
            rest = []
        elif p.kind is _KINDS[4]:
            keywords = p.name
        elif rest and (p.kind is _KINDS[0] or p.kind is _KINDS[1]):
            if p.kind is _KINDS[1] and p.name in kwargs:
                raise TypeError(f"multiple values for argument {p.name!r}")
            arguments[p.name] = rest.pop(0)
        elif p.kind is not _KINDS[0] and p.name in kwargs:
            arguments[p.name] = kwargs.pop(p.name)
        elif p.default is _EMPTY and not partial:
            only = "keyword-only " if p.kind is _KINDS[3] else "positional-only " if p.kind is _KINDS[0] else ""
            raise TypeError(f"missing a required {only}argument: {p.name!r}")
    if rest:
        raise TypeError("too many positional arguments")
    if kwargs:
        if keywords is None:
            raise TypeError(f"got an unexpected keyword argument {list(kwargs)[0]!r}")
        arguments[keywords] = kwargs
    return BoundArguments(signature, arguments)


class BoundArguments:
    def __init__(self, signature, arguments):
        self.signature = signature
        self.arguments = arguments

    @property
    def args(self):
        args = []
        for name, p in self.signature.parameters.items():
            if p.kind is _KINDS[3] or p.kind is _KINDS[4] or name not in self.arguments:
                break
            if p.kind is _KINDS[2]:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        by_name = False
        for name, p in self.signature.parameters.items():
            if not by_name:
                if p.kind is _KINDS[3] or p.kind is _KINDS[4]:
                    by_name = True
                elif name not in self.arguments:
                    by_name = True
                    continue
            if not by_name or name not in self.arguments:
                continue
            if p.kind is _KINDS[4]:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        arguments = {}
        for name, p in self.signature.parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif p.default is not _EMPTY:
                arguments[name] = p.default
            elif p.kind is _KINDS[2]:
                arguments[name] = ()
            elif p.kind is _KINDS[4]:
                arguments[name] = {}
        self.arguments = arguments

    def __repr__(self):
        return f"<BoundArguments ({', '.join([f'{k}={v!r}' for k, v in self.arguments.items()])})>"


def signature(obj, /):
    if isinstance(obj, type):
        made = getattr(obj, "__init__", None)
        kept = None if made is None else lo__signature_of(made)
        if kept is None:
            if made is None:
                return Signature()
            raise NotImplementedError("inspect.signature of this class is not available here: give it the method __init__, or name the parameters")
        return _made(kept, 1, False)
    kept = lo__signature_of(obj)
    if kept is None:
        called = getattr(type(obj), "__call__", None)
        kept = None if called is None else lo__signature_of(called)
        if kept is not None:
            return _made(kept, 1, True)
        if not callable(obj):
            raise TypeError(f"{obj!r} is not a callable object")
        raise NotImplementedError("inspect.signature is available here of functions of the program, defined where `inspect` is imported: of a method give Class.method")
    return _made(kept, 0, True)


def _made(kept, skip, returns):
    f, kind, parameters, hints, texts = kept
    annotations = hints() if texts is None else texts
    made = []
    for given in parameters[skip:]:
        default = given[2] if len(given) > 2 else _EMPTY
        if default is lo__unknown_default:
            raise NotImplementedError(f"inspect.signature: the default of {given[0]} is not available here: bind it to a name before the function")
        made.append(Parameter(given[0], _KINDS[given[1]], default=default, annotation=annotations.get(given[0], _EMPTY)))
    return Signature(made, return_annotation=annotations.get("return", _EMPTY) if returns else _EMPTY)


_FUNCTION = type(signature)
_BUILT_IN_FUNCTION = type(len)


def isclass(object):
    return isinstance(object, type)


def isfunction(object):
    return lo__is_free_function(object)


def ismethod(object):
    return lo__is_method(object) or type(object) is _MethodType


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or isinstance(object, _Special)


def isabstract(object):
    return isinstance(object, type) and len(getattr(object, "__abstractmethods__", ())) > 0


def getmro(cls):
    return tuple(cls.__mro__)


class _Special:
    """What an object has of `object`: it is there by name only."""

    def _refuse(self, *args, **kwargs):
        raise NotImplementedError("inspect.getmembers: what objects have of object itself is not available here: skip names that begin with __")

    __repr__ = __call__ = _refuse


# What each object has of `object`.
_SPECIAL = (
    "__delattr__ __dir__ __eq__ __format__ __ge__ __getattribute__ __getstate__ __gt__ __hash__ __init__ __init_subclass__ "
    "__le__ __lt__ __ne__ __new__ __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__ "
    "__class__ __dict__ __firstlineno__ __module__ __static_attributes__ __weakref__"
).split()


def getmembers(object, predicate=None):
    if isinstance(object, type):
        classes = object.__mro__
        names = set()
    else:
        classes = type(object).__mro__
        names = set(vars(object))
    if object is type(None) or classes[0].__module__ == "builtins":
        raise NotImplementedError("inspect.getmembers is available here of the program's own objects and classes")
    for c in classes:
        if c.__name__ != "object" or c is classes[0]:
            names.update(vars(c))
    found = {name: lo__getattr_bound_asked(object, name) for name in names}
    for name in _SPECIAL:
        if name not in found:
            found[name] = _Special()
    if "__doc__" not in found:
        found["__doc__"] = object.__doc__
    return [(name, found[name]) for name in sorted(found) if predicate is None or predicate(found[name])]


def _flags(f):
    flags = lo__kind_of(f)
    if flags is None:
        raise NotImplementedError("inspect: whether this is a function or a method of an object is not known here: ask of functions that are defined where `inspect` is imported")
    return flags


def iscoroutinefunction(obj):
    return type(obj) is _FUNCTION and _flags(obj) == 1


def isgeneratorfunction(obj):
    return type(obj) is _FUNCTION and _flags(obj) == 2


def isasyncgenfunction(obj):
    return type(obj) is _FUNCTION and _flags(obj) == 3


def iscoroutine(object):
    return type(object).__name__ == "coroutine"


def isawaitable(object):
    return type(object).__name__ in ("coroutine", "Task", "Future")


def isgenerator(object):
    return type(object).__name__ == "generator"


def isbuiltin(object):
    return type(object) is _BUILT_IN_FUNCTION or "BoundBuiltIn" in type(object).__name__


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margin = None
    for line in lines[1:]:
        content = len(line.lstrip(" "))
        if content and (margin is None or len(line) - content < margin):
            margin = len(line) - content
    lines = [lines[0].lstrip(" ")] + [line[margin:] if margin is not None else line for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    doc = object.__doc__
    if doc is None and isinstance(object, type):
        for c in object.__mro__[1:]:
            if getattr(c, "__doc__", None) is not None and c.__name__ != "object":
                doc = c.__doc__
                break
    return None if doc is None else cleandoc(doc)


def getsource(object):
    text = lo__source_of(object)
    if text is None:
        raise NotImplementedError("inspect.getsource is available here of functions and classes of the program")
    return text
