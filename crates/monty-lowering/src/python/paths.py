# What the machine's paths and files lack.
def lo__is_path(o):
    return type(o).__name__ == "PosixPath"


def lo__path_parents(o):
    out = []
    while True:
        up = o.parent
        if str(up) == str(o):
            return tuple(out)
        out.append(up)
        o = up


def lo__path_attribute(o, name):
    if not lo__is_path(o):
        return lo__get(o, name)
    if name == "parents":
        return lo__path_parents(o)
    if name == "drive":
        return ""
    return "/" if o.is_absolute() else ""


def lo__path_relative(o, parts, walk_up):
    from pathlib import Path
    other = Path(*parts)
    mine = o.parts
    theirs = other.parts
    up = 0
    while mine[:len(theirs) - up] != theirs[:len(theirs) - up]:
        if not walk_up or theirs[len(theirs) - up - 1] == ".." or up == len(theirs) - 1:
            return None
        up += 1
    return Path(*([".."] * up + list(mine[len(theirs) - up:])))


def lo__m_relative_to(o, *other, walk_up=False):
    if not lo__is_path(o):
        return o.relative_to(*other, walk_up=True) if walk_up else o.relative_to(*other)
    found = lo__path_relative(o, other, walk_up)
    if found is None:
        from pathlib import Path
        raise ValueError(f"{str(o)!r} is not in the subpath of {str(Path(*other))!r}" + ("" if o.is_absolute() == Path(*other).is_absolute() else " OR one path is relative and the other is absolute."))
    return found


def lo__m_is_relative_to(o, *other):
    if not lo__is_path(o):
        return o.is_relative_to(*other)
    return lo__path_relative(o, other, False) is not None


def lo__m_touch(o, *args, **kwargs):
    if not lo__is_path(o):
        return o.touch(*args, **kwargs)
    exist_ok = kwargs.get("exist_ok", args[1] if len(args) > 1 else True)
    if o.exists():
        if not exist_ok:
            raise FileExistsError(f"[Errno 17] File exists: {str(o)!r}")
        return None
    o.write_bytes(b"")


def lo__m_expanduser(o):
    if not lo__is_path(o):
        return o.expanduser()
    if not str(o).startswith("~"):
        return o
    raise RuntimeError("Could not determine home directory.")


def lo__m_as_uri(o):
    if not lo__is_path(o):
        return o.as_uri()
    if not o.is_absolute():
        raise ValueError("relative path can't be expressed as a file URI")
    out = []
    for b in str(o).encode():
        c = chr(b)
        out.append(c if b < 128 and (c.isalnum() or c in "_.-~/") else f"%{b:02X}")
    return "file://" + "".join(out)


def lo__m_samefile(o, other):
    if not lo__is_path(o):
        return o.samefile(other)
    from pathlib import Path
    return o.resolve() == Path(other).resolve()


def lo__m_match(o, *args, **kwargs):
    if not lo__is_path(o):
        return o.match(*args, **kwargs)
    from pathlib import Path
    pattern = args[0]
    wanted = Path(pattern).parts
    mine = o.parts
    if not wanted:
        raise ValueError("empty pattern")
    if wanted[0] == "/" and len(wanted) != len(mine) or len(wanted) > len(mine):
        return False
    for part, mask in zip(mine[::-1], wanted[::-1]):
        if not lo__path_matches(part, mask):
            return False
    return True


def lo__path_matches(part, mask):
    import re
    out = ""
    i = 0
    while i < len(mask):
        c = mask[i]
        i += 1
        if c == "*":
            out += "(?s:.*)"
        elif c == "?":
            out += "(?s:.)"
        elif c == "[" and "]" in mask[i + 1:]:
            j = mask.index("]", i + 1)
            inner = mask[i:j].replace("\\", "\\\\").replace("[", "\\[")
            out += "[" + ("^" + inner[1:] if inner[0] == "!" else inner) + "]"
            i = j + 1
        else:
            out += re.escape(c)
    return re.fullmatch(out, part) is not None


def lo__plain_encoding(encoding, errors):
    """Whether a text is encoded as the machine does it."""
    if errors is not None and errors != "strict":
        return False
    return encoding is None or encoding.lower().replace("_", "-") in ("utf-8", "utf8")


def lo__m_read_text(o, *args, **kwargs):
    if not lo__is_path(o):
        return o.read_text(*args, **kwargs)
    encoding = kwargs.get("encoding", args[0] if args else None)
    errors = kwargs.get("errors", args[1] if len(args) > 1 else None)
    if lo__plain_encoding(encoding, errors):
        return o.read_text()
    return lo__decoded(o.read_bytes(), encoding, errors).replace("\r\n", "\n").replace("\r", "\n")


def lo__m_write_text(o, data, encoding=None, errors=None, newline=None):
    if not lo__is_path(o):
        given = {"encoding": encoding, "errors": errors, "newline": newline}
        return o.write_text(data, **{k: v for k, v in given.items() if v is not None})
    if newline is not None and newline != "" and newline != "\n":
        if newline != "\r" and newline != "\r\n":
            raise ValueError(f"illegal newline value: {newline!r}")
        written = data.replace("\n", newline)
    else:
        written = data
    if lo__plain_encoding(encoding, errors):
        o.write_text(written)
    else:
        o.write_bytes(lo__encoded(written, encoding, errors))
    return len(data)


def lo__m_writelines(o, lines):
    if "TextIO" not in type(o).__name__ and "Buffered" not in type(o).__name__:
        return o.writelines(lines)
    for line in lines:
        o.write(line)


def lo__has_paths(keys):
    for k in keys:
        if lo__is_path(k) or (type(k) is tuple or type(k) is list) and lo__has_paths(k):
            return True
    return False


def lo__path_key(k):
    if lo__is_path(k):
        return k.parts
    if type(k) is tuple:
        return tuple([lo__path_key(x) for x in k])
    if type(k) is list:
        return [lo__path_key(x) for x in k]
    return k


def lo__sorted_paths(items, *, key=None, reverse=False):
    items = list(items)
    keys = items if key is None else [key(x) for x in items]
    if not lo__has_paths(keys):
        if key is None:
            return sorted(items, reverse=reverse)
        order = sorted(range(len(items)), key=lambda i: keys[i], reverse=reverse)
        return [items[i] for i in order]
    order = sorted(range(len(items)), key=lambda i: lo__path_key(keys[i]), reverse=reverse)
    return [items[i] for i in order]


def lo__sorted_all(items, *, key=None, reverse=False):
    """Sorts what may be paths, or objects with an order of their own."""
    items = list(items)
    keys = items if key is None else [key(x) for x in items]
    if lo__has_paths(keys):
        order = sorted(range(len(items)), key=lambda i: lo__path_key(keys[i]), reverse=reverse)
    else:
        order = lo__sorted(range(len(items)), key=lambda i: keys[i], reverse=reverse)
    return [items[i] for i in order]


def lo__sort_all(o, *args, **kwargs):
    if type(o) is not list:
        return o.sort(*args, **kwargs)
    o[:] = lo__sorted_all(o, **kwargs)


def lo__sort_paths(o, *args, **kwargs):
    if type(o) is not list:
        return o.sort(*args, **kwargs)
    o[:] = lo__sorted_paths(o, **kwargs)
