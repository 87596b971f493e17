# Protocols: what `isinstance` and `issubclass` ask of an object or a class.
def lo__protocol(methods, values):
    def decorate(c):
        c.lo__methods = methods
        c.lo__values = values
        c.lo__check = lambda o: lo__has_members(o, c)
        c.lo__check_class = lambda k: lo__class_has_members(k, c)
        if not hasattr(c, "__init__"):
            c.__init__ = lo__init_of_protocol
        return c
    return decorate


def lo__runtime_checkable(c):
    if not hasattr(c, "lo__methods"):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {c!r}")
    c.lo__is_checkable = True
    return c


def lo__init_of_protocol(self, *args, **kwargs):
    if hasattr(type(self), "lo__methods"):
        raise TypeError("Protocols cannot be instantiated")


def lo__protocols_of(c):
    if not hasattr(c, "lo__is_checkable"):
        raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
    if not hasattr(c, "lo__mro"):
        return (c,)
    return [k for k in c.lo__mro if hasattr(k, "lo__methods")]


def lo__has_members(o, c):
    protocols = lo__protocols_of(c)
    t = type(o)
    if hasattr(t, "lo__mro"):
        for k in t.lo__mro:
            if k is c:
                return True
    for k in protocols:
        for name in k.lo__methods:
            if not lo__has(o, name) or getattr(o, name, lo__protocol) is None:
                return False
        for name in k.lo__values:
            if not lo__has(o, name):
                return False
    return True


def lo__class_has_members(t, c):
    protocols = lo__protocols_of(c)
    for k in protocols:
        if k.lo__values:
            raise TypeError("Protocols with non-method members don't support issubclass()")
    for k in protocols:
        for name in k.lo__methods:
            if hasattr(t, "lo__mro") or hasattr(t, "__annotations__"):
                if not hasattr(t, name):
                    return False
            else:
                n = f" {name} "
                if n not in lo__BUILT_IN_NAMES.get(t.__name__, "") and n not in lo__OBJECT_NAMES:
                    return False
    return True
