# Groups of exceptions, and what `except*` stands for.
class lo__OwnBaseGroup:
    lo__name = "BaseExceptionGroup"

    def __init__(self, message, exceptions):
        if type(message) is not str:
            raise TypeError(f"BaseExceptionGroup.__new__() argument 1 must be str, not {lo__name(type(message))}")
        if not hasattr(exceptions, "__getitem__") and type(exceptions) not in (list, tuple):
            raise TypeError("second argument (exceptions) must be a sequence")
        if not exceptions:
            raise ValueError("second argument (exceptions) must be a non-empty sequence")
        i = 0
        for e in exceptions:
            if not lo__matches(e, BaseException):
                raise ValueError(f"Item {i} of second argument (exceptions) is not an exception")
            i += 1
        self.message = message
        self.exceptions = tuple(exceptions)
        self.args = (message, exceptions)

    def __str__(self):
        n = len(self.exceptions)
        return f"{self.message} ({n} sub-exception{'' if n == 1 else 's'})"

    def __repr__(self):
        return lo__name(type(self)) + repr(self.args)

    def derive(self, exceptions):
        return lo__group_of(self.message, exceptions)

    def subgroup(self, condition):
        return self.split(condition)[0]

    def split(self, condition):
        if lo__group_matches(self, condition):
            return self, None
        inside = []
        outside = []
        for e in self.exceptions:
            if lo__is_group(e):
                a, b = e.split(condition)
            elif lo__group_matches(e, condition):
                a, b = e, None
            else:
                a, b = None, e
            if a is not None:
                inside.append(a)
            if b is not None:
                outside.append(b)
        return lo__part_of(self, inside), lo__part_of(self, outside)


def lo__part_of(group, exceptions):
    if not exceptions:
        return None
    part = group.derive(exceptions)
    part.__cause__ = group.__cause__
    part.__context__ = group.__context__
    part.__suppress_context__ = group.__suppress_context__
    return part


def lo__is_group(e):
    return lo__matches(e, lo__BaseExceptionGroup)


def lo__group_matches(e, condition):
    if type(condition) is tuple or type(condition) is lo__TYPE or hasattr(condition, "lo__mro"):
        return lo__matches(e, condition)
    return condition(e)


lo__BaseExceptionGroup = lo__class((lo__root(BaseException),), ("__init__", "__str__", "__repr__", "derive", "subgroup", "split"))(
    lo__OwnBaseGroup
)


class lo__OwnGroup:
    lo__name = "ExceptionGroup"


lo__ExceptionGroup = lo__class((lo__BaseExceptionGroup, lo__root(Exception)), ())(lo__OwnGroup)


def lo__group_of(message, exceptions):
    for e in exceptions:
        if not lo__matches(e, Exception):
            return lo__BaseExceptionGroup(message, exceptions)
    return lo__ExceptionGroup(message, exceptions)


class lo__Split:
    """What a `try` with `except*` caught, and what of it is left."""
    def __init__(self, e):
        self.whole = lo__caught(e)
        self.is_naked = not lo__is_group(self.whole)
        self.rest = self.whole
        self.part = None
        self.new = []

    def takes(self, kind):
        if self.rest is None:
            return False
        for k in kind if type(kind) is tuple else (kind,):
            if hasattr(k, "lo__mro") and lo__BaseExceptionGroup in k.lo__mro:
                raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
        if self.is_naked:
            if not lo__matches(self.rest, kind):
                return False
            self.part = lo__group_of("", (self.rest,))
            self.rest = None
            return True
        self.part, self.rest = self.rest.split(kind)
        return self.part is not None

    def raised(self, e):
        self.new.append(lo__caught(e))

    def left(self):
        """What is to be raised at the end; None when all was dealt with."""
        if not self.new:
            return self.rest
        if self.is_naked:
            return self.new[0]
        return lo__group_of("", self.new if self.rest is None else self.new + [self.rest])
