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
    return o.format(**mapping)


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
    keep = o.intersection(*others)
    for x in list(o):
        if x not in keep:
            o.discard(x)


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
            raise lo__re_error("bad escape (end of pattern) at position " + str(i - 1))
        c = repl[i]
        i += 1
        if c in lo__ESCAPES:
            text += lo__ESCAPES[c]
            continue
        if c == "g":
            if repl[i:i + 1] != "<":
                raise lo__re_error("missing < at position " + str(i))
            j = repl.find(">", i)
            if j < 0:
                raise lo__re_error("missing >, unterminated name at position " + str(i + 1))
            name = repl[i + 1:j]
            i = j + 1
            if not name:
                raise lo__re_error("missing group name at position " + str(j - len(name)))
            if name.isdigit():
                group = int(name)
                if group > groups:
                    raise lo__re_error(f"invalid group reference {group} at position {j - len(name)}")
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
                raise lo__re_error(f"invalid group reference {group} at position {i - len(number)}")
            parts.append(text)
            parts.append(group)
            text = ""
            continue
        if c.isalpha() and c.isascii():
            raise lo__re_error(f"bad escape \\{c} at position {i - 2}")
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


def lo__compiled(pattern, flags):
    if type(pattern) is not str and type(pattern) is not bytes:
        return pattern
    import re
    return re.compile(pattern, flags) if flags else re.compile(pattern)


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
    for i, m in enumerate(found):
        out.append(m)
        e = m.end()
        if e > m.start() and (i + 1 == len(found) or found[i + 1].start() > e):
            again = re.compile("(?s:.{" + str(e) + "})(?:" + pattern.pattern + ")", pattern.flags & 14).match(text)
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
