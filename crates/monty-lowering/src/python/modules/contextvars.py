# Whole; each task has a context of its own, as in `asyncio`.
class ContextVar:
    def __init__(self, name, *, default=lo__NO_VALUE):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self._name = name
        self._default = default

    @property
    def name(self):
        return self._name

    def get(self, *default):
        values = lo__context_now().lo__context
        if self in values:
            return values[self]
        if default:
            return default[0]
        if self._default is lo__NO_VALUE:
            raise LookupError(f"{self!r}")
        return self._default

    def set(self, value):
        values = lo__context_now().lo__context
        token = Token(self, values.get(self, Token.MISSING), values)
        values[self] = value
        return token

    def reset(self, token):
        if not isinstance(token, Token):
            raise TypeError(f"expected an instance of Token, got {token!r}")
        if token._used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token._var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        values = lo__context_now().lo__context
        if token._values is not values:
            raise ValueError(f"{token!r} was created in a different Context")
        token._used = True
        if token._old is Token.MISSING:
            values.pop(self, None)
        else:
            values[self] = token._old

    def __class_getitem__(cls, kind):
        return cls

    def __repr__(self):
        default = "" if self._default is lo__NO_VALUE else f" default={self._default!r}"
        return f"<ContextVar name={self._name!r}{default} at {hex(id(self))}>"


class _Missing:
    def __repr__(self):
        return "<Token.MISSING>"


_MISSING = _Missing()


class Token:
    MISSING = _MISSING

    def __init__(self, var, old, values):
        self._var = var
        self._old = old
        self._values = values
        self._used = False

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return self._old

    def __repr__(self):
        used = " used" if self._used else ""
        return f"<Token{used} var={self._var!r} at {hex(id(self))}>"


class Context:
    def __init__(self):
        self.lo__context = {}
        self._entered = False

    def run(self, callable, *args, **kwargs):
        if self._entered:
            raise RuntimeError(f"cannot enter context: {self!r} is already entered")
        holder = lo__context_now()
        outer = holder.lo__context
        holder.lo__context = self.lo__context
        self._entered = True
        try:
            return callable(*args, **kwargs)
        finally:
            self._entered = False
            holder.lo__context = outer

    def copy(self):
        made = Context()
        made.lo__context = dict(self.lo__context)
        return made

    def __getitem__(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError(f"a ContextVar key was expected, got {var!r}")
        return self.lo__context[var]

    def __contains__(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError(f"a ContextVar key was expected, got {var!r}")
        return var in self.lo__context

    def get(self, var, default=None):
        return self.lo__context.get(var, default)

    def __iter__(self):
        return iter(self.lo__context)

    def __len__(self):
        return len(self.lo__context)

    def keys(self):
        return self.lo__context.keys()

    def values(self):
        return self.lo__context.values()

    def items(self):
        return self.lo__context.items()

    def __repr__(self):
        return f"<_contextvars.Context object at {hex(id(self))}>"


def copy_context():
    made = Context()
    made.lo__context = dict(lo__context_now().lo__context)
    return made
