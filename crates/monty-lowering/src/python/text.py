# Numbers, strings, regular expressions where the machine's answer is another.
def lo__round(number, ndigits=None):
    if ndigits is None:
        return round(number)
    if type(number) is not float:
        return round(number, ndigits)
    n = ndigits
    if type(n) is not int:
        if type(n) is bool:
            n = int(n)
        elif hasattr(type(n), "__index__"):
            n = n.__index__()
        else:
            return round(number, n)
    if number != number or number == float("inf") or number == float("-inf") or n > 300:
        return number
    if n >= 0:
        return float(f"{number:.{n}f}")
    if n < -308:
        return 0.0 * number
    from decimal import ROUND_HALF_EVEN, Decimal
    p = Decimal(10) ** -n
    return float((Decimal(number) / p).quantize(Decimal(1), ROUND_HALF_EVEN) * p)


def lo__m_bit_length(o, *a, **k):
    if type(o) is int:
        return len(bin(abs(o))) - 2 if o else 0
    if type(o) is bool:
        return int(o)
    return o.bit_length(*a, **k)


def lo__m_bit_count(o, *a, **k):
    if type(o) is int or type(o) is bool:
        return bin(abs(o)).count("1")
    return o.bit_count(*a, **k)


def lo__m_is_integer(o, *a, **k):
    if type(o) is float:
        return o == o and o not in (float("inf"), float("-inf")) and o == int(o)
    if type(o) is int or type(o) is bool:
        return True
    return o.is_integer(*a, **k)


def lo__m_hex(o, *a, **k):
    if type(o) is not float:
        return o.hex(*a, **k)
    if o - o != 0:
        return repr(o)
    n, d = lo__m_as_integer_ratio(abs(o))
    sign = "-" if repr(o)[0] == "-" else ""
    if n == 0:
        return sign + "0x0.0p+0"
    e = len(bin(n)) - len(bin(d))
    e = -1022 if e < -1022 else e
    m = n * 2 ** (52 - e) // d if e <= 52 else n // (d * 2 ** (e - 52))
    return f"{sign}0x{m >> 52}.{m & 4503599627370495:013x}p{e:+d}"


def lo__m_as_integer_ratio(o, *a, **k):
    if type(o) is int or type(o) is bool:
        return (int(o), 1)
    if type(o) is float:
        if o != o:
            raise ValueError("cannot convert NaN to integer ratio")
        if o in (float("inf"), float("-inf")):
            raise OverflowError("cannot convert Infinity to integer ratio")
        d = 1
        while o != int(o):
            o *= 2
            d *= 2
        return (int(o), d)
    return o.as_integer_ratio(*a, **k)


def lo__m_conjugate(o, *a, **k):
    if type(o) is int or type(o) is float or type(o) is bool:
        return +o
    return o.conjugate(*a, **k)


def lo__range_part(o, name):
    if type(o) is not range:
        return getattr(o, name)
    parts = [int(part) for part in repr(o)[6:-1].split(", ")]
    if name == "step":
        return parts[2] if len(parts) > 2 else 1
    return parts[0 if name == "start" else 1]


def lo__m_to_bytes(o, length=1, byteorder="big", *, signed=False):
    if type(o) is not int and type(o) is not bool:
        return o.to_bytes(length, byteorder, signed=signed)
    o = int(o)
    if o < 0:
        if not signed:
            raise OverflowError("can't convert negative int to unsigned")
        if o < -(1 << (8 * length - 1)):
            raise OverflowError("int too big to convert")
        o += 1 << (8 * length)
    elif o >= 1 << (8 * length - (1 if signed else 0)):
        raise OverflowError("int too big to convert")
    h = bytes.fromhex(f"{o:0{2 * length}x}") if length else b""
    if byteorder == "big":
        return h
    if byteorder == "little":
        return h[::-1]
    raise ValueError("byteorder must be either 'little' or 'big'")


def lo__from_bytes(b, byteorder="big", *, signed=False):
    h = b if type(b) is bytes else bytes.fromhex("".join([f"{x:02x}" for x in b]))
    if byteorder == "little":
        h = h[::-1]
    elif byteorder != "big":
        raise ValueError("byteorder must be either 'little' or 'big'")
    n = int(h.hex(), 16) if h else 0
    if signed and h and h[0] > 127:
        n -= 1 << (8 * len(h))
    return n


def lo__maketrans(x, y=None, z=None):
    if y is None:
        return {(ord(k) if type(k) is str else k): v for k, v in x.items()}
    if len(x) != len(y):
        raise ValueError("the first two maketrans arguments must have equal length")
    t = {ord(a): ord(b) for a, b in zip(x, y)}
    if z is not None:
        for c in z:
            t[ord(c)] = None
    return t


def lo__m_maketrans(o, x, y=None, z=None):
    if type(o) is bytes:
        raise NotImplementedError("bytes.maketrans is not available: replace byte by byte")
    return lo__maketrans(x, y, z)


def lo__m_translate(o, table, *a, **k):
    if type(o) is not str:
        return o.translate(table, *a, **k)
    out = []
    for c in o:
        try:
            r = table[ord(c)]
        except LookupError:
            r = c
        if type(r) is int:
            out.append(chr(r))
        elif r is not None:
            out.append(r)
    return "".join(out)


def lo__m_format_map(o, mapping, *a, **k):
    if type(o) is not str:
        return o.format_map(mapping, *a, **k)
    if type(mapping) is dict:
        return o.format(**mapping)
    return o.format(**{n: mapping[n] for n in lo__template_names(o)})


def lo__template_names(template):
    """The names that a template of `str.format` asks for, in the order in which it does."""
    names = []
    parts = template.replace("{{", "").split("{")[1:]
    for part in parts:
        n = len(part)
        for c in ".[!:}":
            i = part.find(c)
            if 0 <= i < n:
                n = i
        name = part[:n]
        if not name or name.isdigit():
            raise ValueError("Format string contains positional fields")
        if name not in names:
            names.append(name)
    return names


def lo__m_expandtabs(o, tabsize=8):
    if type(o) is not str:
        return o.expandtabs(tabsize)
    out = []
    column = 0
    for c in o:
        if c == "\t":
            if tabsize > 0:
                n = tabsize - column % tabsize
                out.append(" " * n)
                column += n
        else:
            out.append(c)
            column = 0 if c == "\n" or c == "\r" else column + 1
    return "".join(out)


def lo__m_intersection_update(o, *others):
    if type(o) is not set:
        return o.intersection_update(*others)
    keep = lo__m_intersection(o, *others)
    for x in list(o):
        if x not in keep:
            o.discard(x)


# The machine's take one argument.
def lo__m_union(o, *others):
    if type(o) is not set and type(o) is not frozenset:
        return o.union(*others)
    r = o.copy()
    for x in others:
        r = r.union(x)
    return r


def lo__m_intersection(o, *others):
    if type(o) is not set and type(o) is not frozenset:
        return o.intersection(*others)
    r = o.copy()
    for x in others:
        r = r.intersection(x)
    return r


def lo__m_difference(o, *others):
    if type(o) is not set and type(o) is not frozenset:
        return o.difference(*others)
    r = o.copy()
    for x in others:
        r = r.difference(x)
    return r


def lo__m_set_update(o, *others):
    if type(o) is not set:
        return o.update(*others)
    for x in others:
        o.update(x)


def lo__m_groups(o, default=None):
    return tuple([default if x is None else x for x in o.groups()])


def lo__m_groupdict(o, default=None):
    return {k: default if x is None else x for k, x in o.groupdict().items()}


def lo__m_isdisjoint(o, other):
    if type(o) is not set:
        return o.isdisjoint(other)
    for x in other:
        if x in o:
            return False
    return True


def lo__m_difference_update(o, *others):
    if type(o) is not set:
        return o.difference_update(*others)
    for other in others:
        for x in list(other):
            o.discard(x)


def lo__m_symmetric_difference_update(o, other):
    if type(o) is not set:
        return o.symmetric_difference_update(other)
    for x in set(other):
        if x in o:
            o.discard(x)
        else:
            o.add(x)


lo__ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\"}


def lo__template(known, repl):
    """A replacement template as parts: texts and numbers or names of groups."""
    groups, names = known
    parts = []
    text = ""
    i = 0
    n = len(repl)
    while i < n:
        c = repl[i]
        i += 1
        if c != "\\":
            text += c
            continue
        if i == n:
            raise lo__pattern_error("bad escape (end of pattern)", repl, i - 1)
        c = repl[i]
        i += 1
        if c in lo__ESCAPES:
            text += lo__ESCAPES[c]
            continue
        if c == "g":
            if repl[i:i + 1] != "<":
                raise lo__pattern_error("missing <", repl, i)
            j = repl.find(">", i)
            if j < 0:
                raise lo__pattern_error("missing >, unterminated name", repl, i + 1)
            name = repl[i + 1:j]
            i = j + 1
            if not name:
                raise lo__pattern_error("missing group name", repl, j - len(name))
            if name.isdigit():
                group = int(name)
                if group > groups:
                    raise lo__pattern_error(f"invalid group reference {group}", repl, j - len(name))
            else:
                group = name
                if name not in names:
                    raise IndexError(f"unknown group name {name!r}")
            parts.append(text)
            parts.append(group)
            text = ""
            continue
        if c == "0":
            digits = ""
            while i < n and len(digits) < 2 and repl[i] in "01234567":
                digits += repl[i]
                i += 1
            text += chr(int("0" + digits, 8) & 255)
            continue
        if c.isdigit():
            number = c
            if i < n and repl[i].isdigit():
                if c in "0123" and repl[i] in "01234567" and i + 1 < n and repl[i + 1] in "01234567":
                    text += chr(int(c + repl[i:i + 2], 8) & 255)
                    i += 2
                    continue
                number += repl[i]
                i += 1
            group = int(number)
            if group > groups:
                raise lo__pattern_error(f"invalid group reference {group}", repl, i - len(number))
            parts.append(text)
            parts.append(group)
            text = ""
            continue
        if c.isalpha() and c.isascii():
            raise lo__pattern_error(f"bad escape \\{c}", repl, i - 2)
        text += "\\" + c
    parts.append(text)
    return parts


def lo__re_error(message):
    import re
    return re.error(message)


def lo__expanded_parts(parts, m):
    out = []
    group = False
    for p in parts:
        if group:
            g = m.group(p)
            out.append("" if g is None else g)
        else:
            out.append(p)
        group = not group
    return "".join(out)


def lo__pattern_sub(pattern, repl, text, count=0, with_count=False):
    if type(text) is not str or type(repl) is bytes:
        r = pattern.sub(repl, text, count)
        if with_count:
            return (r, 0)
        return r
    if type(repl) is str:
        parts = lo__template(lo__groups_of(pattern), repl) if "\\" in repl else None
    else:
        parts = None
    out = []
    at = 0
    done = 0
    for m in lo__matches_in(pattern, text):
        if count and done >= count:
            break
        out.append(text[at:m.start()])
        if type(repl) is str:
            out.append(repl if parts is None else lo__expanded_parts(parts, m))
        else:
            out.append(repl(m))
        at = m.end()
        done += 1
    out.append(text[at:])
    r = "".join(out)
    if with_count:
        return (r, done)
    return r


def lo__re_sub(pattern, repl, string, count=0, flags=0):
    return lo__pattern_sub(lo__compiled(pattern, flags), repl, string, count)


def lo__re_subn(pattern, repl, string, count=0, flags=0):
    return lo__pattern_sub(lo__compiled(pattern, flags), repl, string, count, True)


lo__compiled_patterns = {}
# What patterns were before they were translated: the text and the flags.
lo__pattern_sources = {}


def lo__compiled(pattern, flags=0):
    if type(pattern) is not str:
        if type(pattern) is bytes:
            import re
            return re.compile(pattern, flags) if flags else re.compile(pattern)
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    key = (pattern, int(flags))
    if key in lo__compiled_patterns:
        return lo__compiled_patterns[key]
    fault = lo__fault_of(pattern, int(flags))
    if fault is not None:
        raise lo__pattern_error(fault[0], pattern, fault[1])
    import re
    text, left = lo__translated(pattern, int(flags))
    try:
        made = re.compile(text, left) if left else re.compile(text)
    except re.error as e:
        raise NotImplementedError(f"re: the pattern {pattern!r} is not available here: {e}")
    if len(lo__compiled_patterns) >= 256:
        lo__compiled_patterns.clear()
    lo__compiled_patterns[key] = made
    return made


lo__FLAGS = {"a": 256, "i": 2, "m": 8, "s": 16, "u": 0, "x": 64}
lo__ASCII_CLASSES = {"w": "a-zA-Z0-9_", "d": "0-9", "s": " \\t\\n\\r\\x0c\\x0b"}


def lo__translated(pattern, flags):
    """A pattern that means to the machine what it means to Python, and the flags that are left to it."""
    p = pattern
    while p[:2] == "(?" and ")" in p and not p[2:p.index(")")].strip("aimsux") and p[2] != ")":
        end = p.index(")")
        for c in p[2:end]:
            flags |= lo__FLAGS[c]
        p = p[end + 1:]
    if flags & 4:
        raise ValueError("cannot use LOCALE flag with a str pattern")
    verbose = flags & 64
    ascii_only = flags & 256
    out = []
    in_class = False
    i = 0
    n = len(p)
    while i < n:
        c = p[i]
        i += 1
        if c == "\\" and i < n:
            e = p[i]
            i += 1
            if e == "Z" and not in_class:
                out.append("\\z")
            elif ascii_only and e in "wdsWDSbB":
                out.append(lo__ascii_escape(e, in_class))
            else:
                out.append("\\" + e)
        elif in_class:
            in_class = c != "]"
            out.append(c)
        elif c == "[":
            in_class = True
            out.append(c)
            if p[i:i + 1] == "^":
                out.append("^")
                i += 1
            if p[i:i + 1] == "]":
                out.append("\\]")
                i += 1
        elif c == "$" and not flags & 8:
            out.append("(?=\\n?\\z)")
        elif verbose and c in " \t\n\r\x0b\x0c":
            continue
        elif verbose and c == "#":
            while i < n and p[i] != "\n":
                i += 1
        elif c == "(" and p[i:i + 2] == "?#":
            i = p.index(")", i) + 1
        elif c == "(" and p[i:i + 1] == "?" and p[i + 1:i + 2] and p[i + 1] in "aimsuxL-":
            letters = p[i + 1:]
            letters = letters[:min([letters.index(x) for x in ":)" if x in letters] or [0])]
            if "m" in letters or "x" in letters or "a" in letters:
                raise NotImplementedError(f"re: the flags (?{letters}:...) of a part are not available here: give them for the whole pattern")
            out.append(c)
        else:
            out.append(c)
    text = "".join(out)
    if text != pattern or flags & 320:
        lo__pattern_sources[text] = (pattern, flags)
    return (text, flags & 26)


def lo__ascii_escape(e, in_class):
    if e == "b" and in_class:
        return "\\b"
    if e == "b":
        return "(?:(?<=[a-zA-Z0-9_])(?![a-zA-Z0-9_])|(?<![a-zA-Z0-9_])(?=[a-zA-Z0-9_]))"
    if e == "B":
        return "(?:(?<=[a-zA-Z0-9_])(?=[a-zA-Z0-9_])|(?<![a-zA-Z0-9_])(?![a-zA-Z0-9_]))"
    if e in "WDS":
        return "[^" + lo__ASCII_CLASSES[e.lower()] + "]"
    return lo__ASCII_CLASSES[e] if in_class else "[" + lo__ASCII_CLASSES[e] + "]"


def lo__re_compile(pattern, flags=0):
    return lo__compiled(pattern, flags)


def lo__re_search(pattern, string, flags=0):
    return lo__compiled(pattern, flags).search(string)


def lo__re_match(pattern, string, flags=0):
    return lo__compiled(pattern, flags).match(string)


def lo__re_fullmatch(pattern, string, flags=0):
    return lo__compiled(pattern, flags).fullmatch(string)


def lo__pattern_source(o):
    """The text and the flags that a pattern was made of."""
    p = o.pattern
    if type(p) is not str:
        return (p, o.flags)
    if p in lo__pattern_sources:
        text, flags = lo__pattern_sources[p]
        return (text, flags | 32)
    return (p.replace("(?=\\n?\\z)", "$").replace("\\z", "\\Z"), o.flags)


def lo__group_number(pattern, group):
    if type(group) is not str:
        return group
    groups = lo__group_places(pattern)
    for i in range(len(groups)):
        if groups[i][0] == group:
            return i + 1
    raise IndexError("no such group")


def lo__group_places(pattern):
    """For each group its name, where it closes, and whether it is repeated together with others."""
    p = pattern.pattern
    groups = []
    open_ones = []
    i = 0
    in_class = False
    while i < len(p):
        c = p[i]
        if c == "\\":
            i += 2
            continue
        if in_class:
            in_class = c != "]"
        elif c == "[":
            in_class = True
            if p[i + 1:i + 2] == "^":
                i += 1
            if p[i + 1:i + 2] == "]":
                i += 1
        elif c == "(":
            number = None
            if p[i + 1:i + 2] != "?" or p[i + 1:i + 4] == "?P<":
                number = len(groups)
                groups.append([p[i + 4:p.index(">", i)] if p[i + 1:i + 4] == "?P<" else None, 0, False])
            open_ones.append((number, len(groups)))
        elif c == ")" and open_ones:
            number, first = open_ones.pop()
            if number is not None:
                groups[number][1] = i
            if p[i + 1:i + 2] and p[i + 1] in "*+{":
                inner = groups[first:]
                for g in inner:
                    g[2] = len(inner) > 1 or number is not None
        i += 1
    return groups


class lo__WholeMatch:
    """A match that knows its pattern, for programs that ask for more than the machine's tells."""
    lo__name = "Match"

    def __init__(self, m, pattern):
        self.lo__m = m
        self.re = pattern
        self.string = m.string

    def group(self, *names):
        return self.lo__m.group(*names)

    def __getitem__(self, name):
        return self.lo__m.group(name)

    def groups(self, default=None):
        return tuple([default if g is None else g for g in self.lo__m.groups()])

    def groupdict(self, default=None):
        return {k: default if g is None else g for k, g in self.lo__m.groupdict().items()}

    def start(self, group=0):
        return self.lo__m.start(lo__group_number(self.re, group))

    def end(self, group=0):
        return self.lo__m.end(lo__group_number(self.re, group))

    def span(self, group=0):
        return self.lo__m.span(lo__group_number(self.re, group))

    def expand(self, template):
        return lo__expanded_parts(lo__template(lo__groups_of(self.re), template), self.lo__m)

    def lo__last(self):
        best = None
        groups = lo__group_places(self.re)
        values = self.lo__m.groups()
        for i in range(len(groups)):
            if values[i] is not None:
                if groups[i][2]:
                    raise NotImplementedError("the last group of a pattern that repeats several is not available here")
                if best is None or groups[i][1] > groups[best][1]:
                    best = i
        return None if best is None else (best + 1, groups[best][0])

    def __repr__(self):
        return f"<re.Match object; span={self.span()}, match={self.group()!r}>"


def lo__whole(m, pattern):
    return None if m is None else lo__WholeMatch(m, pattern)


def lo__whole_re_search(pattern, string, flags=0):
    p = lo__compiled(pattern, flags)
    return lo__whole(p.search(string), p)


def lo__whole_re_match(pattern, string, flags=0):
    p = lo__compiled(pattern, flags)
    return lo__whole(p.match(string), p)


def lo__whole_re_fullmatch(pattern, string, flags=0):
    p = lo__compiled(pattern, flags)
    return lo__whole(p.fullmatch(string), p)


def lo__whole_re_finditer(pattern, string, flags=0):
    p = lo__compiled(pattern, flags)
    return iter([lo__WholeMatch(m, p) for m in lo__matches_in(p, string)])


def lo__whole_re_sub(pattern, repl, string, count=0, flags=0):
    p = lo__compiled(pattern, flags)
    return lo__pattern_sub(p, repl if type(repl) is str else lambda m: repl(lo__WholeMatch(m, p)), string, count)


def lo__whole_m_search(o, *args, **kwargs):
    m = o.search(*args, **kwargs)
    return lo__whole(m, o) if lo__is_pattern(o) else m


def lo__whole_m_match(o, *args, **kwargs):
    if lo__is_path(o):
        return lo__m_match(o, *args)
    m = o.match(*args, **kwargs)
    return lo__whole(m, o) if lo__is_pattern(o) else m


def lo__whole_m_fullmatch(o, *args, **kwargs):
    m = o.fullmatch(*args, **kwargs)
    return lo__whole(m, o) if lo__is_pattern(o) else m


def lo__whole_m_finditer(o, *args, **kwargs):
    if not lo__is_pattern(o):
        return o.finditer(*args, **kwargs)
    return iter([lo__WholeMatch(m, o) for m in lo__matches_in(o, *args, **kwargs)])


def lo__whole_m_sub(o, repl, *args, **kwargs):
    if not lo__is_pattern(o):
        return o.sub(repl, *args, **kwargs)
    return lo__pattern_sub(o, repl if type(repl) is str else lambda m: repl(lo__WholeMatch(m, o)), *args, **kwargs)


def lo__match_attribute(o, name):
    n = type(o).__name__
    if n == "PatternError":
        return lo__fault_part(o, name)
    if n == "Pattern":
        if name == "pattern":
            return lo__pattern_source(o)[0]
        if name == "flags":
            return lo__pattern_source(o)[1]
        if name == "groups" or name == "groupindex":
            groups = lo__group_places(o)
            if name == "groups":
                return len(groups)
            return {groups[i][0]: i + 1 for i in range(len(groups)) if groups[i][0] is not None}
    if hasattr(o, "lo__m") and (name == "lastindex" or name == "lastgroup"):
        last = o.lo__last()
        return None if last is None else last[name == "lastgroup"]
    return lo__getattr_asked(o, name)


def lo__method_sub(o, *args, **kwargs):
    return lo__pattern_sub(o, *args, **kwargs) if lo__is_pattern(o) else o.sub(*args, **kwargs)


def lo__method_subn(o, repl, string, count=0):
    if lo__is_pattern(o):
        return lo__pattern_sub(o, repl, string, count, True)
    return o.subn(repl, string, count)


def lo__method_expand(o, template):
    if type(o).__name__ == "Match":
        return lo__expanded_parts(lo__template((len(o.groups()), o.groupdict()), template), o)
    return o.expand(template)


def lo__is_pattern(o):
    return type(o).__name__ == "Pattern"


def lo__groups_of(pattern):
    """How many groups a pattern has, and the names among them."""
    p = pattern.pattern
    n = 0
    names = []
    i = 0
    in_class = False
    while i < len(p):
        c = p[i]
        if c == "\\":
            i += 2
            continue
        if in_class:
            if c == "]":
                in_class = False
        elif c == "[":
            in_class = True
            if p[i + 1:i + 2] == "^":
                i += 1
            if p[i + 1:i + 2] == "]":
                i += 1
        elif c == "(":
            if p[i + 1:i + 2] != "?":
                n += 1
            elif p[i + 1:i + 4] == "?P<":
                n += 1
                names.append(p[i + 4:p.index(">", i)])
        i += 1
    return (n, names)


def lo__m_indices(o, length):
    if type(o) is not slice:
        return o.indices(length)
    step = 1 if o.step is None else o.step
    if step == 0:
        raise ValueError("slice step cannot be zero")
    if step > 0:
        low = 0
        high = length
    else:
        low = -1
        high = length - 1
    start = o.start
    if start is None:
        start = high if step < 0 else low
    elif start < 0:
        start = max(start + length, low)
    else:
        start = min(start, high)
    stop = o.stop
    if stop is None:
        stop = low if step < 0 else high
    elif stop < 0:
        stop = max(stop + length, low)
    else:
        stop = min(stop, high)
    return (start, stop, step)


class lo__EmptyMatch:
    lo__name = "Match"

    def __init__(self, m, at, text, pattern):
        self.m = m
        self.at = at
        self.string = text
        self.re = pattern

    def group(self, *names):
        if not names or names == (0,):
            return ""
        return self.m.group(*names)

    def __getitem__(self, name):
        return self.group(name)

    def groups(self, default=None):
        return tuple([default if g is None else g for g in self.m.groups()])

    def groupdict(self, default=None):
        return {k: default if g is None else g for k, g in self.m.groupdict().items()}

    def start(self, group=0):
        return self.at if group == 0 else self.m.start(group)

    def end(self, group=0):
        return self.at if group == 0 else self.m.end(group)

    def span(self, group=0):
        return (self.start(group), self.end(group))


lo__empty_patterns = {}


def lo__may_be_empty(pattern):
    """Whether a pattern may match nothing: asked of it without what looks around."""
    p = pattern.pattern
    if type(p) is not str:
        return False
    if p in lo__empty_patterns:
        return lo__empty_patterns[p]
    import re
    bare = ""
    i = 0
    in_class = False
    while i < len(p):
        c = p[i]
        if c == "\\":
            if in_class or p[i + 1:i + 2] not in ("b", "B", "A", "Z"):
                bare += p[i:i + 2]
            i += 2
            continue
        if in_class:
            in_class = c != "]"
        elif c == "[":
            in_class = True
        elif c == "^" or c == "$":
            i += 1
            continue
        bare += c
        i += 1
    if "(?=" in bare or "(?!" in bare or "(?<" in bare:
        answer = True
    else:
        answer = re.compile(bare, pattern.flags & 8).match("") is not None
    lo__empty_patterns[p] = answer
    return answer


def lo__matches_in(pattern, text):
    """All matches, also the empty ones right after another match."""
    found = list(pattern.finditer(text))
    if not lo__may_be_empty(pattern):
        return found
    import re
    out = []
    source = pattern.pattern
    is_lazy = "??" in source or "*?" in source or "}?" in source
    for i, m in enumerate(found):
        out.append(m)
        e = m.end()
        if is_lazy and e == m.start() and e < len(text):
            # Python goes on with what matches more from the same place.
            more = "(?s:.{" + str(e) + "})(?:" + source + ")(?!(?s:.{" + str(len(text) - e) + "})\\z)"
            if re.compile(more, pattern.flags & 26).match(text) is not None:
                raise NotImplementedError("re: what an empty match of a lazy pattern goes on with is not available here: give a pattern that matches more")
        if e > m.start() and (i + 1 == len(found) or found[i + 1].start() > e):
            again = re.compile("(?s:.{" + str(e) + "})(?:" + pattern.pattern + ")", pattern.flags & 26).match(text)
            if again is not None and again.end() == e:
                out.append(lo__EmptyMatch(again, e, text, pattern))
    return out


def lo__pattern_findall(pattern, string):
    out = []
    for m in lo__matches_in(pattern, string):
        g = tuple(["" if x is None else x for x in m.groups()])
        out.append(m.group() if not g else g[0] if len(g) == 1 else g)
    return out


def lo__pattern_split(pattern, string, maxsplit=0):
    out = []
    at = 0
    done = 0
    for m in lo__matches_in(pattern, string):
        if maxsplit and done >= maxsplit:
            break
        out.append(string[at:m.start()])
        out.extend(m.groups())
        at = m.end()
        done += 1
    out.append(string[at:])
    return out


def lo__re_findall(pattern, string, flags=0):
    return lo__pattern_findall(lo__compiled(pattern, flags), string)


def lo__re_finditer(pattern, string, flags=0):
    return iter(lo__matches_in(lo__compiled(pattern, flags), string))


def lo__re_split(pattern, string, maxsplit=0, flags=0):
    return lo__pattern_split(lo__compiled(pattern, flags), string, maxsplit)


def lo__method_findall(o, *args, **kwargs):
    return lo__pattern_findall(o, *args, **kwargs) if lo__is_pattern(o) else o.findall(*args, **kwargs)


def lo__method_finditer(o, *args, **kwargs):
    return iter(lo__matches_in(o, *args, **kwargs)) if lo__is_pattern(o) else o.finditer(*args, **kwargs)


def lo__method_split(o, *args, **kwargs):
    return lo__pattern_split(o, *args, **kwargs) if lo__is_pattern(o) else o.split(*args, **kwargs)


def lo__bytes(*args):
    if len(args) != 1:
        return bytes(*args)
    x = args[0]
    if type(x) is bytes or type(x) is int or type(x) is bool or type(x) is str:
        return bytes(x)
    if hasattr(type(x), "__bytes__"):
        return x.__bytes__()
    if hasattr(type(x), "__index__") and not hasattr(type(x), "__iter__"):
        return bytes(x.__index__())
    digits = []
    try:
        numbers = iter(x)
    except TypeError:
        raise TypeError(f"cannot convert '{type(x).__name__}' object to bytes")
    for n in numbers:
        if type(n) is not int and type(n) is not bool:
            if not hasattr(type(n), "__index__"):
                raise TypeError(f"'{type(n).__name__}' object cannot be interpreted as an integer")
            n = n.__index__()
        if not 0 <= n < 256:
            raise ValueError("bytes must be in range(0, 256)")
        digits.append(f"{n:02x}")
    return bytes.fromhex("".join(digits))


# Of texts, an empty part is found up to the end and not beyond it.
def lo__is_beyond(o, part, start=None, end=None):
    if part or type(o) is not str and type(o) is not bytes or type(part) is not type(o):
        return False
    n = len(o)
    low = 0 if start is None else max(start + n, 0) if start < 0 else start
    high = n if end is None else max(end + n, 0) if end < 0 else min(end, n)
    return low > high


def lo__m_find(o, *args):
    return -1 if lo__is_beyond(o, *args) else o.find(*args)


def lo__m_rfind(o, *args):
    return -1 if lo__is_beyond(o, *args) else o.rfind(*args)


def lo__sought(o, args):
    if lo__is_beyond(o, *args):
        raise ValueError("substring not found" if type(o) is str else "subsection not found")


def lo__m_index(o, *args):
    lo__sought(o, args)
    return o.index(*args)


def lo__m_rindex(o, *args):
    lo__sought(o, args)
    return o.rindex(*args)


def lo__m_count(o, *args):
    return 0 if lo__is_beyond(o, *args) else o.count(*args)


def lo__has_at_edge(o, part, args, ends):
    if type(part) is tuple:
        for p in part:
            if lo__has_at_edge(o, p, args, ends):
                return True
        return False
    if lo__is_beyond(o, part, *args):
        return False
    return o.endswith(part, *args) if ends else o.startswith(part, *args)


def lo__m_startswith(o, part, *args):
    return lo__has_at_edge(o, part, args, False)


def lo__m_endswith(o, part, *args):
    return lo__has_at_edge(o, part, args, True)
