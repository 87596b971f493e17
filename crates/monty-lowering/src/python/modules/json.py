# The machine's, and `object_hook`, `object_pairs_hook`, `default` and `cls` in Python. The `doc` of a `JSONDecodeError` is that of the last one that says the same.
from json import JSONDecodeError, dump, dumps, load, loads


def _of_loads(s, *, cls=None, object_hook=None, object_pairs_hook=None, parse_constant=None, **kw):
    if cls is not None:
        if parse_constant is not None:
            kw["parse_constant"] = parse_constant
        return cls(object_hook=object_hook, object_pairs_hook=object_pairs_hook, **kw).decode(s)
    try:
        value = loads(s, **kw)
    except JSONDecodeError as error:
        raise _told(s, error) from None
    if parse_constant is None:
        if object_hook is None and object_pairs_hook is None:
            return value
        if object_pairs_hook is None:
            return _hooked(value, object_hook)
    if type(s) is bytes:
        s = s.decode("utf-8")
    hook = object_pairs_hook
    if hook is None:
        hook = dict if object_hook is None else lambda pairs: object_hook(dict(pairs))
    return _Reader(s, hook, kw, parse_constant).whole()


def _told(s, error):
    """The error in CPython's words."""
    if type(s) is bytes:
        s = s.decode("utf-8")
    fault = str(error)
    if not fault.startswith("Illegal trailing comma"):
        scan = _Scan(s)
        try:
            scan.whole()
        except ValueError as found:
            fault = _located(str(found), s)
    lo__json_docs[fault] = s
    return JSONDecodeError(fault)


def _located(fault, text):
    at, message = fault.split(" ", 1)
    at = int(at)
    line = text.count("\n", 0, at) + 1
    return f"{message}: line {line} column {at - text.rfind(chr(10), 0, at)} (char {at})"


def _fault(message, at):
    # An exception of our own would have the program ask about all of its own.
    return ValueError(f"{at} {message}")


class _Scan:
    """Where the values of a text end, and where it is wrong."""

    def __init__(self, text):
        self.text = text

    def whole(self):
        end = self.space(self.value(self.space(0)))
        if end < len(self.text):
            raise _fault("Extra data", end)

    def space(self, at):
        text = self.text
        while at < len(text) and text[at] in " \t\r\n":
            at += 1
        return at

    def value(self, at):
        c = self.text[at:at + 1]
        if c == '"':
            return self.string(at)
        if c == "{":
            return self.several(at + 1, "}")
        if c == "[":
            return self.several(at + 1, "]")
        for word in ("null", "true", "false", "NaN", "Infinity", "-Infinity"):
            if self.text.startswith(word, at):
                return at + len(word)
        return self.number(at)

    def several(self, at, end):
        text = self.text
        at = self.space(at)
        if text[at:at + 1] == end:
            return at + 1
        while True:
            if end == "}":
                if text[at:at + 1] != '"':
                    raise _fault("Expecting property name enclosed in double quotes", at)
                at = self.space(self.string(at))
                if text[at:at + 1] != ":":
                    raise _fault("Expecting ':' delimiter", at)
                at = self.space(at + 1)
            at = self.space(self.value(at))
            c = text[at:at + 1]
            if c == end:
                return at + 1
            if c != ",":
                raise _fault("Expecting ',' delimiter", at)
            at = self.space(at + 1)

    def string(self, start):
        text = self.text
        at = start + 1
        while True:
            c = text[at:at + 1]
            if c == "":
                raise _fault("Unterminated string starting at", start)
            if c == '"':
                return at + 1
            if ord(c) < 32:
                raise _fault("Invalid control character at", at)
            at += 1
            if c == "\\":
                c = text[at:at + 1]
                if c == "":
                    raise _fault("Unterminated string starting at", start)
                if c == "u":
                    digits = text[at + 1:at + 5]
                    if len(digits) < 4 or digits.strip("0123456789abcdefABCDEF"):
                        raise _fault("Invalid \\uXXXX escape", at)
                    at += 4
                elif c not in '"\\/bfnrt':
                    raise _fault("Invalid \\escape", at - 1)
                at += 1

    def digits(self, at):
        text = self.text
        while at < len(text) and text[at] in "0123456789":
            at += 1
        return at

    def number(self, start):
        text = self.text
        at = start + 1 if text[start:start + 1] == "-" else start
        end = at + 1 if text[at:at + 1] == "0" else self.digits(at)
        if end == at:
            raise _fault("Expecting value", start)
        if text[end:end + 1] == "." and self.digits(end + 1) > end + 1:
            end = self.digits(end + 1)
        if text[end:end + 1] in ("e", "E"):
            at = end + 2 if text[end + 1:end + 2] in ("+", "-") else end + 1
            if self.digits(at) > at:
                end = self.digits(at)
        return end


def _hooked(value, hook):
    t = type(value)
    if t is dict:
        return hook({k: _hooked(v, hook) for k, v in value.items()})
    if t is list:
        return [_hooked(v, hook) for v in value]
    return value


class _Reader:
    """Reads a text that is known to be right, giving the pairs of objects to a function."""

    def __init__(self, text, hook, options, constant):
        self.text = text
        self.hook = hook
        self.options = options
        self.constant = constant
        self.at = 0

    def whole(self):
        return self.value()

    def space(self):
        text = self.text
        at = self.at
        while at < len(text) and text[at] in " \t\r\n":
            at += 1
        self.at = at
        return text[at:at + 1]

    def value(self):
        c = self.space()
        if c == "{":
            self.at += 1
            pairs = []
            while self.space() != "}":
                key = self.value()
                self.space()
                self.at += 1
                pairs.append((key, self.value()))
                if self.space() == ",":
                    self.at += 1
            self.at += 1
            return self.hook(pairs)
        if c == "[":
            self.at += 1
            items = []
            while self.space() != "]":
                items.append(self.value())
                if self.space() == ",":
                    self.at += 1
            self.at += 1
            return items
        start = self.at
        at = start + 1
        text = self.text
        if c == '"':
            while text[at] != '"':
                at += 2 if text[at] == "\\" else 1
            at += 1
        else:
            while at < len(text) and text[at] not in ",]} \t\r\n":
                at += 1
        self.at = at
        found = text[start:at]
        if self.constant is not None and found in ("NaN", "Infinity", "-Infinity"):
            return self.constant(found)
        return loads(found, **self.options)


def _of_load(fp, **kw):
    return _of_loads(fp.read(), **kw)


def _of_dumps(obj, *, cls=None, default=None, check_circular=True, **kw):
    if cls is not None:
        return cls(default=default, **kw).encode(obj)
    if default is None:
        return dumps(obj, **kw)
    return dumps(_plain(obj, default, kw), **kw)


def _of_dump(obj, fp, **kw):
    fp.write(_of_dumps(obj, **kw))


_KNOWN = (str, int, float, bool)


def _plain(o, default, options):
    """What an object is once everything that JSON lacks has gone through `default`."""
    if o is None or isinstance(o, _KNOWN):
        return o
    if isinstance(o, dict):
        return {k: _plain(v, default, options) for k, v in dict(o).items()}
    if isinstance(o, (list, tuple)):
        return [_plain(v, default, options) for v in o]
    return _plain(default(o), default, options)


class JSONEncoder:
    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self._options = {"skipkeys": skipkeys, "ensure_ascii": ensure_ascii, "allow_nan": allow_nan,
                         "sort_keys": sort_keys, "indent": indent}
        if separators is not None:
            self._options["separators"] = separators
        self._default = default

    def default(self, o):
        raise TypeError(f"Object of type {type(o).__name__} is not JSON serializable")

    def encode(self, o):
        options = self._options
        return dumps(_plain(o, self._default or self.default, options), **options)

    def iterencode(self, o):
        return iter([self.encode(o)])


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        given = {"object_hook": object_hook, "object_pairs_hook": object_pairs_hook, "parse_float": parse_float,
                 "parse_int": parse_int, "parse_constant": parse_constant}
        self._options = {k: v for k, v in given.items() if v is not None}

    def decode(self, s):
        return _of_loads(s, **self._options)

    def raw_decode(self, s, idx=0):
        try:
            end = _Scan(s).value(idx)
        except ValueError as found:
            fault = _located(str(found), s)
            lo__json_docs[fault] = s
            raise JSONDecodeError(fault) from None
        return (_of_loads(s[idx:end], **self._options), end)
