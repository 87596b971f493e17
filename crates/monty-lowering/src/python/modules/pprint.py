# `pprint`, `pp`, `pformat` and `PrettyPrinter` of built-in types, dataclasses by their repr; `saferepr`, `isreadable` and `isrecursive` are left out.
from collections import deque as _deque

_SIMPLE = ("int", "float", "bool", "NoneType", "complex", "ellipsis")


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    text = pformat(object, indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                   underscore_numbers=underscore_numbers)
    if stream is None:
        print(text)
    else:
        stream.write(text + "\n")


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    printer = PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                            underscore_numbers=underscore_numbers)
    return printer.pformat(object)


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent = indent
        self._width = width
        self._depth = depth
        self._stream = stream
        self._compact = compact
        self._sort = sort_dicts
        self._underscores = underscore_numbers

    def pformat(self, object):
        out = []
        self._format(object, out, 0, 0, 1)
        return "".join(out)

    def pprint(self, object):
        text = self.pformat(object)
        if self._stream is None:
            print(text)
        else:
            self._stream.write(text + "\n")

    def _keys(self, d):
        if not self._sort:
            return list(d)
        try:
            return sorted(d)
        except TypeError:
            # As CPython: what cannot be compared goes by its type's name.
            keys = list(d)
            for i in range(1, len(keys)):
                key = keys[i]
                j = i
                while j and _before(key, keys[j - 1]):
                    keys[j] = keys[j - 1]
                    j -= 1
                keys[j] = key
            return keys

    def _repr(self, object, level):
        """On one line."""
        kind = type(object)
        if kind is dict:
            if not object:
                return "{}"
            if self._depth and level > self._depth:
                return "{...}"
            return "{" + ", ".join([self._repr(k, level + 1) + ": " + self._repr(object[k], level + 1)
                                    for k in self._keys(object)]) + "}"
        if kind is list or kind is tuple:
            if kind is list:
                if not object:
                    return "[]"
                form = ("[", "]")
            else:
                if not object:
                    return "()"
                form = ("(", ",)" if len(object) == 1 else ")")
            if self._depth and level > self._depth:
                return form[0] + "..." + form[1]
            return form[0] + ", ".join([self._repr(x, level + 1) for x in object]) + form[1]
        if kind is int and self._underscores:
            return f"{object:_d}"
        return repr(object)

    def _format(self, object, out, indent, allowance, level):
        text = self._repr(object, level)
        if len(text) <= self._width - indent - allowance:
            out.append(text)
            return
        kind = type(object)
        if kind is dict:
            self._dict(object, out, indent, allowance, level)
        elif kind is list:
            out.append("[")
            self._items(list(object), out, indent, allowance + 1, level)
            out.append("]")
        elif kind is tuple:
            out.append("(")
            end = ",)" if len(object) == 1 else ")"
            self._items(list(object), out, indent, allowance + len(end), level)
            out.append(end)
        elif kind is set or kind is frozenset:
            self._set(object, out, indent, allowance, level)
        elif kind is str:
            self._str(object, out, indent, allowance, level)
        elif kind is bytes:
            self._bytes(object, out, indent, allowance, level)
        elif kind is _deque or kind.__name__ in ("defaultdict", "Counter"):
            raise NotImplementedError(f"pprint of a {kind.__name__} that is longer than a line: give dict(x) or list(x)")
        elif hasattr(kind, "__dataclass_fields__"):
            self._dataclass(object, out, indent, allowance, level)
        else:
            out.append(text)

    def _dict(self, object, out, indent, allowance, level):
        out.append("{")
        if self._indent > 1:
            out.append((self._indent - 1) * " ")
        indent += self._indent
        keys = self._keys(object)
        for i, key in enumerate(keys):
            shown = self._repr(key, level + 1)
            out.append(shown)
            out.append(": ")
            last = i == len(keys) - 1
            self._format(object[key], out, indent + len(shown) + 2, allowance + 1 if last else 1, level + 1)
            if not last:
                out.append(",\n" + " " * indent)
        out.append("}")

    def _dataclass(self, object, out, indent, allowance, level):
        name = type(object).__name__
        indent += len(name) + 1
        out.append(name + "(")
        names = [n for n, f in object.__dataclass_fields__.items() if f.repr]
        for i, n in enumerate(names):
            last = i == len(names) - 1
            out.append(n + "=")
            self._format(getattr(object, n), out, indent + len(n) + 1, allowance if last else 1, level + 1)
            if not last:
                out.append(",\n" + " " * indent)
        out.append(")")

    def _set(self, object, out, indent, allowance, level):
        if not object:
            out.append(repr(object))
            return
        if type(object) is set:
            out.append("{")
            end = "}"
        else:
            out.append("frozenset({")
            end = "})"
            indent += len("frozenset(")
        try:
            items = sorted(object)
        except TypeError:
            raise NotImplementedError("pprint of a long set of things that cannot be compared is not available here")
        self._items(items, out, indent, allowance + len(end), level)
        out.append(end)

    def _items(self, items, out, indent, allowance, level):
        indent += self._indent
        if self._indent > 1:
            out.append((self._indent - 1) * " ")
        between = ",\n" + " " * indent
        delimiter = ""
        width = room = self._width - indent + 1
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                room -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, level + 1)
                w = len(text) + 2
                if width < w:
                    width = room
                    if delimiter:
                        delimiter = between
                if width >= w:
                    width -= w
                    out.append(delimiter)
                    delimiter = ", "
                    out.append(text)
                    continue
            out.append(delimiter)
            delimiter = between
            self._format(item, out, indent, allowance if last else 1, level + 1)

    def _str(self, object, out, indent, allowance, level):
        if not object:
            out.append(repr(object))
            return
        lines = object.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        room = width = self._width - indent
        chunks = []
        text = ""
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                width -= allowance
            if len(text) <= width:
                chunks.append(text)
                continue
            parts = _words(line)
            width2 = room
            current = ""
            for j, part in enumerate(parts):
                candidate = current + part
                if j == len(parts) - 1 and i == len(lines) - 1:
                    width2 -= allowance
                if len(repr(candidate)) > width2:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            out.append(text)
            return
        if level == 1:
            out.append("(")
        out.append(("\n" + " " * indent).join(chunks))
        if level == 1:
            out.append(")")

    def _bytes(self, object, out, indent, allowance, level):
        if len(object) <= 4:
            out.append(repr(object))
            return
        parens = level == 1
        if parens:
            indent += 1
            allowance += 1
            out.append("(")
        width = self._width - indent
        chunks = []
        current = b""
        end = len(object) // 4 * 4
        for i in range(0, len(object), 4):
            part = object[i:i + 4]
            if i == end:
                width -= allowance
            candidate = current + part
            if len(repr(candidate)) > width:
                if current:
                    chunks.append(repr(current))
                current = part
            else:
                current = candidate
        if current:
            chunks.append(repr(current))
        out.append(("\n" + " " * indent).join(chunks))
        if parens:
            out.append(")")


def _before(a, b):
    try:
        return a < b
    except TypeError:
        return (str(type(a)), id(a)) < (str(type(b)), id(b))


def _words(line):
    """A line as words, each with the space after it."""
    parts = []
    i = 0
    n = len(line)
    while i < n:
        start = i
        while i < n and not line[i].isspace():
            i += 1
        while i < n and line[i].isspace():
            i += 1
        parts.append(line[start:i])
    return parts
