# Look-ups whose key a handler may see: the machine keeps the text of it only.
def lo__no_key(o, k, e):
    """Raised again with the key itself, where the look-up was the machine's own."""
    if hasattr(type(o), "lo__root"):
        # The error is that of a method of the program's.
        if hasattr(type(o), "__missing__"):
            return None
        if not e.args or e.args[0] != repr(k):
            return None
        o = o.lo__value
    elif hasattr(type(o), "lo__mro") or not isinstance(o, (dict, set)):
        return None
    n = type(o).__name__
    if type(k) is str or n != "dict" and n != "set" and n != "Counter" and (n != "defaultdict" or o.default_factory is not None):
        return None
    return lo__raised(lo__root(KeyError)(k))


def lo__item(o, k):
    try:
        return o[k]
    except KeyError as x:
        e = lo__no_key(o, k, x)
        if e is None:
            raise
        raise e from None


def lo__key_pop(o, k):
    try:
        return o.pop(k)
    except KeyError as x:
        e = lo__no_key(o, k, x)
        if e is None:
            raise
        raise e from None


def lo__key_popitem(o):
    if type(o) is dict and not o:
        # The machine quotes the text twice.
        raise lo__raised(lo__root(KeyError)("popitem(): dictionary is empty"))
    return o.popitem()


def lo__key_remove(o, k):
    try:
        return o.remove(k)
    except KeyError as x:
        e = lo__no_key(o, k, x)
        if e is None:
            raise
        raise e from None


def lo__key_set_remove(o, k):
    return lo__set_remove(o, k) if type(o) is set and k in o else lo__key_remove(o, k)


def lo__key_delitem(o, k):
    try:
        lo__delitem(o, k)
    except KeyError as x:
        e = lo__no_key(o, k, x)
        if e is None:
            raise
        raise e from None
