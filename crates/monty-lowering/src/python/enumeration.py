# Enumerations: what stands for the class is an object, for a class cannot be called or gone over as theirs can.
class lo__EnumKind:
    """`Enum` and its like, which know their members and the classes that derive from them."""

    def __init__(self, name, *others):
        self.__name__ = name
        self.lo__kinds = (name, *others)

    def lo__check(self, o):
        return self.lo__check_class(type(o))

    def lo__check_class(self, c):
        return hasattr(c, "lo__face") and c.lo__face.lo__kind_of_enum in self.lo__kinds

    def __repr__(self):
        return f"<{'flag' if 'Flag' in self.__name__ else 'enum'} '{self.__name__}'>"


lo__Enum = lo__EnumKind("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag")
lo__IntEnum = lo__EnumKind("IntEnum")
lo__StrEnum = lo__EnumKind("StrEnum")
lo__Flag = lo__EnumKind("Flag", "IntFlag")
lo__IntFlag = lo__EnumKind("IntFlag")


class lo__Auto:
    pass


def lo__auto():
    return lo__Auto()


class lo__Values:
    """Gives auto() its value while a class body is run."""

    def __init__(self, kind, *bases):
        self.kind = kind
        self.last = None
        self.values = []
        self.next = None
        for b in bases:
            if "_generate_next_value_" in b.lo__hooks:
                self.next = b.lo__hooks["_generate_next_value_"]
                break

    def follow(self, hook):
        self.next = hook

    def __call__(self, name, value):
        if type(value) is tuple:
            value = tuple([self.one(name, v) for v in value])
        else:
            value = self.one(name, value)
        self.values.append(value)
        return value

    def one(self, name, value):
        if type(value) is not lo__Auto:
            return value
        if self.next is not None:
            return self.next(name, 1, len(self.values), list(self.values))
        if self.kind == "StrEnum":
            return name.lower()
        numbers = [v for v in self.values if type(v) is int]
        if self.kind == "Flag" or self.kind == "IntFlag":
            high = max(numbers) if numbers else 0
            n = 1
            while n <= high:
                n *= 2
            return n
        return max(numbers) + 1 if numbers else 1


class lo__EnumClass:
    lo__name = "EnumType"

    def __init__(self, c, kind):
        # Before the class, which the machine cannot hand over once it has handed it over by itself.
        self.lo__members = []
        self.lo__class = c
        self.lo__kind_of_enum = kind
        self.lo__by_name = {}
        self.__name__ = c.__name__
        self.__members__ = self.lo__by_name
        self.__doc__ = c.__doc__

    def __call__(self, value, *rest):
        return lo__enum_value(self, value)

    def __iter__(self):
        return iter(list(self.lo__members))

    def __len__(self):
        return len(self.lo__members)

    def __reversed__(self):
        return iter(self.lo__members[::-1])

    def __bool__(self):
        return True

    def __getitem__(self, name):
        if name not in self.lo__by_name:
            raise KeyError(name)
        return self.lo__by_name[name]

    def __contains__(self, value):
        if type(value) is self.lo__class:
            return True
        for m in self.lo__members:
            if m._value_ == value:
                return True
        return False

    def __repr__(self):
        kind = "flag" if self.lo__kind_of_enum in ("Flag", "IntFlag") else "enum"
        return f"<{kind} '{self.__name__}'>"


def lo__enum_value(face, value):
    c = face.lo__class
    if type(value) is c:
        return value
    for m in face.lo__by_name.values():
        if type(m._value_) is type(value) and m._value_ == value or m._value_ == value:
            return m
    if face.lo__kind_of_enum in ("Flag", "IntFlag") and type(value) is int:
        return lo__flag(face, value)
    if "_missing_" in face.lo__hooks:
        hook = face.lo__hooks["_missing_"]
        hook = hook.__func__ if type(hook) is lo__ClassMethod else hook
        r = hook(face, value)
        if type(r) is c:
            return r
        if r is not None:
            raise TypeError(f"error in {face.__name__}._missing_: returned {r!r} instead of None or a valid member")
    raise ValueError(f"{value!r} is not a valid {face.__name__}")


def lo__flag(face, value):
    c = face.lo__class
    for m in c.lo__flags:
        if m._value_ == value:
            return m
    known = 0
    for m in face.lo__by_name.values():
        known |= m._value_
    if value < 0:
        value = known & value
        for m in c.lo__flags:
            if m._value_ == value:
                return m
    elif value & ~known and face.lo__kind_of_enum == "Flag":
        n = max(len(bin(value)) - 2, len(bin(known)) - 2)
        given = lo__flag_bits(value, n)
        raise ValueError(f"{face!r} invalid value {value!r}\n    given {given}\n  allowed {lo__flag_bits(known, n)}")
    m = lo__member(face, None, value, c)
    parts = [x for x in face.lo__members if x._value_ & value and x._value_ & (x._value_ - 1) == 0]
    names = [x._name_ for x in parts]
    rest = value & ~known
    if names and rest > 0:
        names.append(str(rest))
    m._name_ = "|".join(names) or None
    m.name = m._name_
    m.lo__value = m._value_
    c.lo__flags.append(m)
    return m


def lo__flag_bits(value, n):
    return f"0b0 {bin(value)[2:].rjust(n, '0')}"


def lo__member(face, name, value, c):
    m = c.lo__maker()
    m._name_ = name
    m._value_ = value
    m.name = name
    m.value = value
    return m


def lo__member_named(m, name):
    m._name_ = name
    m.name = name
    m.value = m._value_
    return m


def lo__enum_new(face, make, value, mixin):
    """A member as the `__new__` of its class makes it."""
    make = make.__func__ if type(make) is lo__StaticMethod else make
    args = value if type(value) is tuple else (value,)
    m = make(face, *args)
    if type(m) is not face.lo__class:
        raise NotImplementedError(f"{face.__name__}.__new__ gave another object than a member: that is not available here")
    if mixin is not None and hasattr(m, "lo__value"):
        if not hasattr(m, "_value_"):
            m._value_ = m.lo__value
        if m._value_ != m.lo__value:
            raise NotImplementedError(f"a member of {face.__name__} whose value is another than what it holds is not available here")
    elif not hasattr(m, "_value_"):
        m._value_ = value if mixin is None else mixin(*args)
    return m


class lo__Blank:
    pass


def lo__enum(kind, mixin, bases, names, keywords=None):
    def build(c):
        return lo__enum_build(c, kind, mixin, bases, names)
    return build


def lo__enum_build(c, kind, mixin, bases, names):
    own = {}
    for n in names:
        own[n] = getattr(c, n)
    init = None
    hooks = {}
    for b in bases:
        if hasattr(b, "lo__class"):
            for n, v in b.lo__class.lo__own.items():
                if n not in own and n != "__doc__":
                    setattr(c, n, v)
                    hooks[n] = v
    hooks.update(own)
    face = lo__EnumClass(c, kind)
    face.lo__hooks = hooks
    face.lo__mixin = mixin
    if hasattr(c, "__init__"):
        init = c.__init__
    c.__init__ = lo__nothing_init
    c.lo__maker = lo__StaticMethod(c)
    c.lo__face = face
    c.lo__flags = []
    c.lo__own = own
    mro = [c]
    for b in bases:
        if hasattr(b, "lo__class"):
            mro.extend([k for k in b.lo__class.lo__mro if k not in mro])
        else:
            root = lo__Object if type(b) is lo__EnumKind else b
            if root not in mro:
                mro.append(root)
    if mixin is not None:
        mro.append(mixin)
    c.lo__mro = tuple(mro)
    c.lo__bases = tuple(bases)
    if mixin is not None:
        lo__mix(c, mixin, kind)
    if "__str__" not in hooks:
        if kind == "IntEnum" or kind == "StrEnum" or kind == "IntFlag":
            c.__str__ = lo__enum_plain_str
        else:
            c.__str__ = lo__flag_str if kind == "Flag" else lo__enum_str
    if "__repr__" not in hooks:
        c.__repr__ = lo__flag_repr if kind in ("Flag", "IntFlag") else lo__enum_repr
    if "__hash__" not in hooks:
        c.__hash__ = lo__enum_hash if mixin is None else lo__enum_mixed_hash
    if "__format__" not in hooks:
        c.__format__ = lo__enum_format if mixin is None or kind == "Enum" else lo__enum_mixed_format
    if "__eq__" not in hooks and mixin is None:
        c.__eq__ = lo__enum_eq
    if kind == "Flag" or kind == "IntFlag":
        lo__flag_operators(c, hooks)
    for n, v in own.items():
        t = type(v)
        if t is lo__ClassMethod:
            b = lo__ClassMethod(v.__func__, face)
            setattr(c, n, b)
            setattr(face, n, b)
        elif t is lo__Property or t is lo__Cached:
            v.name = n
        elif n == "__new__":
            continue
        elif lo__is_function(v) or t is lo__StaticMethod:
            setattr(face, n, v)
        elif n[:1] != "_" and t is not lo__NonMember:
            if hasattr(t, "__get__"):
                continue
            value = v
            if t is lo__Member:
                value = v.value
            made = None
            if "__new__" in hooks:
                made = lo__enum_new(face, hooks["__new__"], value, mixin)
                args = value
                value = made._value_
            for m in face.lo__members:
                if type(m._value_) is type(value) and m._value_ == value:
                    face.lo__by_name[n] = m
                    break
            else:
                for m in face.lo__by_name.values():
                    if type(m._value_) is type(value) and m._value_ == value:
                        face.lo__by_name[n] = m
                        break
                else:
                    m = lo__member(face, n, value, c) if made is None else lo__member_named(made, n)
                    if init is not None and init is not lo__nothing_init:
                        args = value if made is None else args
                        if type(args) is tuple:
                            init(m, *args)
                        else:
                            init(m, args)
                    m.value = m._value_
                    # What goes to the host for it.
                    m.lo__value = m._value_
                    face.lo__by_name[n] = m
                    if kind not in ("Flag", "IntFlag") or value and value & (value - 1) == 0:
                        face.lo__members.append(m)
                    c.lo__flags.append(m)
            setattr(face, n, face.lo__by_name[n])
            setattr(c, n, face.lo__by_name[n])
        elif t is lo__NonMember:
            setattr(face, n, v.value)
            setattr(c, n, v.value)
        else:
            setattr(face, n, v)
    return face


def lo__of_enum(face, name):
    if hasattr(face, name):
        return getattr(face, name)
    raise AttributeError(f"type object '{face.__name__}' has no attribute '{name}'")


def lo__set_member(face, name, value):
    raise AttributeError(f"cannot reassign member '{name}'")


class lo__NonMember:
    def __init__(self, value):
        self.value = value


class lo__Member:
    def __init__(self, value):
        self.value = value


def lo__unique(face):
    seen = []
    twice = []
    for n, m in face.lo__by_name.items():
        if m._name_ != n:
            twice.append(f"{n} -> {m._name_}")
    if twice:
        raise ValueError(f"duplicate values found in {face!r}: {', '.join(twice)}")
    return face


def lo__nothing_init(self, *args):
    pass


def lo__enum_plain(self):
    return self._value_


def lo__enum_str(self):
    return f"{type(self).__name__}.{self._name_}"


def lo__flag_str(self):
    if self._name_ is None:
        return f"{type(self).__name__}({self._value_!r})"
    return f"{type(self).__name__}.{self._name_}"


def lo__enum_plain_str(self):
    return str(self._value_)


def lo__enum_repr(self):
    return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"


def lo__flag_repr(self):
    if self._name_ is None:
        return f"<{type(self).__name__}: {self._value_!r}>"
    return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"


def lo__enum_hash(self):
    return hash(self._name_)


def lo__enum_mixed_hash(self):
    return hash(self._value_)


def lo__enum_eq(self, other):
    return self is other


def lo__enum_format(self, spec):
    return format(str(self), spec)


def lo__enum_mixed_format(self, spec):
    return format(self._value_, spec) if spec else str(self)


def lo__flag_operators(c, hooks):
    face = c.lo__face

    def value(o):
        if type(o) is c:
            return o._value_
        if type(o) is int and face.lo__kind_of_enum == "IntFlag":
            return o
        return None

    def or_(self, other):
        v = value(other)
        return NotImplemented if v is None else lo__flag(face, self._value_ | v)

    def and_(self, other):
        v = value(other)
        return NotImplemented if v is None else lo__flag(face, self._value_ & v)

    def xor(self, other):
        v = value(other)
        return NotImplemented if v is None else lo__flag(face, self._value_ ^ v)

    def invert(self):
        return lo__flag(face, ~self._value_)

    def bool_(self):
        return self._value_ != 0

    def contains(self, other):
        v = value(other)
        if v is None:
            raise TypeError(f"unsupported operand type(s) for 'in': '{lo__name(type(other))}' and '{c.__name__}'")
        return v & self._value_ == v

    def iter_(self):
        return iter([m for m in face.lo__members if m._value_ & self._value_])

    def len_(self):
        return len([m for m in face.lo__members if m._value_ & self._value_])
    for n, f in (("__or__", or_), ("__and__", and_), ("__xor__", xor), ("__invert__", invert), ("__bool__", bool_),
                 ("__contains__", contains), ("__iter__", iter_), ("__len__", len_), ("__ror__", or_), ("__rand__", and_)):
        if n not in hooks:
            setattr(c, n, f)


def lo__mix(c, mixin, kind):
    """A member behaves as its value does."""
    if mixin is int or mixin is float:
        lo__mix_operators(c, lo__NUMBER_OPERATORS)
        c.__int__ = lo__enum_int
        c.__index__ = lo__enum_plain
        c.__float__ = lo__enum_float
        c.__bool__ = lo__enum_truth
        c.__round__ = lo__enum_round
    elif mixin is str:
        lo__mix_operators(c, lo__TEXT_OPERATORS)
        c.__len__ = lo__enum_len
        c.__iter__ = lo__enum_iter
        c.__getitem__ = lo__enum_getitem
        c.__contains__ = lo__enum_contains
        c.__bool__ = lo__enum_truth
        for n, f in lo__STR_METHODS.items():
            if n not in c.lo__own:
                setattr(c, n, lo__text_method(f))
    else:
        raise TypeError("an enumeration that is also of this type cannot be had: use int or str")
    c.__eq__ = lo__mixed_eq
    c.lo__plain = lo__StaticMethod(lo__enum_plain)
    c.lo__sample = mixin()


def lo__mixed_eq(self, other):
    if self is other:
        return True
    if hasattr(other, "_value_"):
        # A member of a plain enumeration is equal to itself only.
        return hasattr(type(other), "lo__sample") and self._value_ == other._value_
    return self._value_ == other


def lo__enum_int(self):
    return int(self._value_)


def lo__enum_round(self, ndigits=None):
    return round(self._value_, ndigits)


def lo__enum_float(self):
    return float(self._value_)


def lo__enum_truth(self):
    return bool(self._value_)


def lo__enum_len(self):
    return len(self._value_)


def lo__enum_iter(self):
    return iter(self._value_)


def lo__enum_getitem(self, i):
    return self._value_[i]


def lo__enum_contains(self, x):
    return (x._value_ if hasattr(x, "_value_") else x) in self._value_


def lo__text_method(f):
    def method(self, *args, **kwargs):
        return f(self._value_, *[lo__value_of(a) for a in args], **kwargs)
    return method


def lo__mix_operators(c, operators):
    for n, f in operators.items():
        if n not in c.lo__own:
            setattr(c, n, lo__mixed(f))


def lo__mixed(f):
    def operator(self, other=None):
        return f(self._value_, other._value_ if hasattr(other, "_value_") else other)
    return operator


lo__NUMBER_OPERATORS = {
    "__add__": lambda a, b: a + b, "__radd__": lambda a, b: b + a, "__sub__": lambda a, b: a - b,
    "__rsub__": lambda a, b: b - a, "__mul__": lambda a, b: a * b, "__rmul__": lambda a, b: b * a,
    "__truediv__": lambda a, b: a / b, "__rtruediv__": lambda a, b: b / a, "__floordiv__": lambda a, b: a // b,
    "__rfloordiv__": lambda a, b: b // a, "__mod__": lambda a, b: a % b, "__rmod__": lambda a, b: b % a,
    "__pow__": lambda a, b: a ** b, "__rpow__": lambda a, b: b ** a, "__neg__": lambda a, b: -a,
    "__abs__": lambda a, b: abs(a), "__or__": lambda a, b: a | b, "__ror__": lambda a, b: b | a,
    "__and__": lambda a, b: a & b, "__xor__": lambda a, b: a ^ b, "__lshift__": lambda a, b: a << b,
    "__rshift__": lambda a, b: a >> b, "__divmod__": lambda a, b: divmod(a, b), "__rdivmod__": lambda a, b: divmod(b, a),
    "__pos__": lambda a, b: +a, "__invert__": lambda a, b: ~a, "__rand__": lambda a, b: b & a, "__rxor__": lambda a, b: b ^ a,
    "__rlshift__": lambda a, b: b << a, "__rrshift__": lambda a, b: b >> a,
}
lo__TEXT_OPERATORS = {
    "__add__": lambda a, b: a + b, "__radd__": lambda a, b: b + a, "__mul__": lambda a, b: a * b,
    "__mod__": lambda a, b: a % b, "__truediv__": lambda a, b: a / b if lo__is_path(b) else NotImplemented,
    "__rtruediv__": lambda a, b: b / a if lo__is_path(b) else NotImplemented,
}


def lo__enum_made(kind, mixin, name, names, *, start=1, **options):
    """`Enum('Name', names)`."""
    if options:
        raise NotImplementedError(f"{kind}() with {', '.join(options)} is not available here: write the class statement")
    if type(names) is str:
        names = names.replace(",", " ").split()
    if type(names) is dict:
        pairs = list(names.items())
    else:
        pairs = []
        for n in names:
            if type(n) is not str:
                pairs.append((n[0], n[1]))
            elif kind == "StrEnum":
                pairs.append((n, n.lower()))
            elif kind == "Flag" or kind == "IntFlag":
                pairs.append((n, start << len(pairs)))
            else:
                pairs.append((n, start + len(pairs)))
    space = {"__annotations__": {}}
    for n, v in pairs:
        space[n] = v
    return lo__enum_build(type(name, (), space), kind, mixin, (), [n for n, v in pairs])
