# The object that stands for a module whose members are ours.
class lo__Module:
    lo__name = "module"

    def __init__(self, name, members):
        self.__name__ = name
        for k, v in members.items():
            setattr(self, k, v)

    def __repr__(self):
        return f"<module '{self.__name__}'>"


def lo__types(data):
    """The types in a list, as the machine tells them: quickly."""
    return set(map(type, data))


def lo__mapping(o):
    """What `**o` and `dict(o)` take, as a dict."""
    t = type(o)
    if hasattr(t, "lo__root") and isinstance(o.lo__value, dict) and not t.lo__iterates:
        return o.lo__value
    if hasattr(t, "__annotations__") and hasattr(t, "keys"):
        return {k: o[k] for k in list(o.keys())}
    return o


def lo__dict(*args, **kwargs):
    if len(args) == 1:
        return dict(lo__mapping(args[0]), **kwargs)
    return dict(*args, **kwargs)


def lo__m_update(o, *args, **kwargs):
    if hasattr(type(o), "__annotations__"):
        return o.update(*args, **kwargs)
    return o.update(*[lo__mapping(a) for a in args], **kwargs)


# The texts in which errors of JSON were found, by what they say.
lo__json_docs = {}


def lo__decode_error_of(msg, doc, pos):
    import json
    fault = f"{msg}: line {doc.count(chr(10), 0, pos) + 1} column {pos - doc.rfind(chr(10), 0, pos)} (char {pos})"
    lo__json_docs[fault] = doc
    return json.JSONDecodeError(fault)


def lo__decode_error(o, name):
    """An attribute that json.JSONDecodeError has, and the machine's has in its message only."""
    if type(o).__name__ != "JSONDecodeError":
        return lo__getattr_asked(o, name)
    message, rest = str(o).rsplit(": line ", 1)
    line, rest = rest.split(" column ")
    column, rest = rest.split(" (char ")
    if name == "msg":
        return message
    if name == "lineno":
        return int(line)
    if name == "colno":
        return int(column)
    if name == "pos":
        return int(rest[:-1])
    if str(o) in lo__json_docs:
        return lo__json_docs[str(o)]
    raise NotImplementedError("the doc of this json.JSONDecodeError is not available here: keep the text that you decode")


def lo__fault_part(o, name):
    """An attribute of a caught `re.error`, `SyntaxError` or `json.JSONDecodeError`."""
    kind = type(o).__name__
    if kind == "SyntaxError":
        return (o.args[0] if o.args else None) if name == "msg" else None
    if kind != "PatternError":
        return lo__decode_error(o, name)
    text = str(o)
    if text not in lo__pattern_faults:
        return {"msg": text}.get(name)
    message, pattern, position = lo__pattern_faults[text]
    if name == "msg":
        return message
    if name == "pattern":
        return pattern
    if name == "pos" or position is None:
        return position
    if name == "lineno":
        return pattern.count("\n", 0, position) + 1
    return position - pattern.rfind("\n", 0, position)


# Where what is printed goes instead, the innermost last.
lo__redirected = {"stdout": [], "stderr": []}


def lo__write_native(text, file):
    print(text, end="", file=file)


def lo__stream(stream, name):
    """`sys.stdout`, or what stands in its place."""
    return lo__redirected[name][-1] if lo__redirected[name] else stream


def lo__set_stream(module, name, value):
    # The stream itself writes past whatever stands in its place.
    lo__redirected[name][:] = [value]


def lo__print(*args, sep=" ", end="\n", file=None, flush=False):
    import sys
    if file is None or file is sys.stdout:
        if lo__redirected["stdout"]:
            file = lo__redirected["stdout"][-1]
    elif file is sys.stderr and lo__redirected["stderr"]:
        file = lo__redirected["stderr"][-1]
    if file is None or file is sys.stdout or file is sys.stderr:
        print(*args, sep=sep, end=end, file=file, flush=flush)
        return
    file.write((" " if sep is None else sep).join([str(a) for a in args]) + ("\n" if end is None else end))
