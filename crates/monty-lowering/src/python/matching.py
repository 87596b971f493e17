# `case` of classes whose objects keep their attributes where the machine does not look.
def lo__pattern_bindings(o, pattern):
    """What the names of a pattern are bound to; None where the value does not fit."""
    found = {}
    return found if lo__fits(o, pattern, found) else None


def lo__fits(o, pattern, found):
    if pattern is None:
        return True
    kind = pattern[0]
    if kind == "==":
        return lo__true(o == pattern[1])
    if kind == "is":
        return o is pattern[1]
    if kind == "as":
        if not lo__fits(o, pattern[1], found):
            return False
        if pattern[2] is not None:
            found[pattern[2]] = o
        return True
    if kind == "any":
        for one in pattern[1]:
            own = {}
            if lo__fits(o, one, own):
                found.update(own)
                return True
        return False
    if kind == "of":
        return lo__fits_class(o, pattern, found)
    if kind == "items":
        return lo__fits_items(o, pattern, found)
    return lo__fits_keys(o, pattern, found)


def lo__fits_class(o, pattern, found):
    kind, positional = pattern[1], pattern[2]
    if not lo__isinstance(o, kind):
        return False
    names = ()
    if positional:
        root = kind.lo__class if hasattr(kind, "lo__class") else kind
        if root in lo__WHOLE:
            if len(positional) > 1:
                raise TypeError(f"{lo__name(kind)}() accepts 1 positional sub-pattern ({len(positional)} given)")
            if not lo__fits(o, positional[0], found):
                return False
            positional = ()
        names = lo__getattr(kind, "__match_args__", ()) if positional else ()
        if len(positional) > len(names):
            ending = "" if len(names) == 1 else "s"
            raise TypeError(
                f"{lo__name(kind)}() accepts {len(names)} positional sub-pattern{ending} ({len(positional)} given)"
            )
    for name, one in [*zip(names, positional), *pattern[3]]:
        try:
            value = lo__getattr(o, name)
        except AttributeError:
            return False
        if not lo__fits(value, one, found):
            return False
    return True


# Of these a positional pattern is held against the whole value.
lo__WHOLE = (bool, bytes, dict, float, frozenset, int, list, set, str, tuple)


def lo__fits_items(o, pattern, found):
    match o:
        case [*items]:
            pass
        case _:
            return False
    parts, star = pattern[1], pattern[2]
    if star is None:
        return len(items) == len(parts) and lo__fits_each(items, parts, found)
    end = len(items) - (len(parts) - star - 1)
    if end < star or not lo__fits_each(items[:star], parts[:star], found):
        return False
    if parts[star] is not None:
        found[parts[star]] = items[star:end]
    return lo__fits_each(items[end:], parts[star + 1 :], found)


def lo__fits_each(items, parts, found):
    for item, part in zip(items, parts):
        if not lo__fits(item, part, found):
            return False
    return True


def lo__fits_keys(o, pattern, found):
    match o:
        case {**rest}:
            pass
        case _:
            return False
    for key, part in zip(pattern[1], pattern[2]):
        if key not in rest or not lo__fits(rest[key], part, found):
            return False
        rest.pop(key)
    if pattern[3] is not None:
        found[pattern[3]] = rest
    return True
