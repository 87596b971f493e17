# Whole but for `HtmlDiff`, `diff_bytes` and subclasses of `Differ` with steps of their own.
from collections import namedtuple as _namedtuple
from heapq import nlargest as _nlargest

Match = _namedtuple("Match", "a b size")


def _ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        self.isjunk = isjunk
        self.autojunk = autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        if a is self.a:
            return
        self.a = a
        self._blocks = self._codes = None

    def set_seq2(self, b):
        if b is self.b:
            return
        self.b = b
        self._blocks = self._codes = None
        self._counts = None
        places = {}
        for i, item in enumerate(b):
            if item in places:
                places[item].append(i)
            else:
                places[item] = [i]
        self.bjunk = set()
        if self.isjunk is not None:
            for item in list(places):
                if self.isjunk(item):
                    self.bjunk.add(item)
                    places.pop(item)
        self.bpopular = set()
        n = len(b)
        if self.autojunk and n >= 200:
            most = n // 100 + 1
            for item in list(places):
                if len(places[item]) > most:
                    self.bpopular.add(item)
                    places.pop(item)
        self.b2j = places

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        a, b = self.a, self.b
        if ahi is None:
            ahi = len(a)
        if bhi is None:
            bhi = len(b)
        besti, bestj, size = alo, blo, 0
        lengths = {}
        for i in range(alo, ahi):
            new = {}
            for j in self.b2j.get(a[i], ()):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                k = lengths.get(j - 1, 0) + 1
                new[j] = k
                if k > size:
                    besti, bestj, size = i - k + 1, j - k + 1, k
            lengths = new
        # Stretches the match, first by what is no junk, then by junk.
        for junk in (False, True):
            while besti > alo and bestj > blo and (b[bestj - 1] in self.bjunk) == junk and a[besti - 1] == b[bestj - 1]:
                besti, bestj, size = besti - 1, bestj - 1, size + 1
            while (besti + size < ahi and bestj + size < bhi and (b[bestj + size] in self.bjunk) == junk
                   and a[besti + size] == b[bestj + size]):
                size += 1
        return Match(besti, bestj, size)

    def get_matching_blocks(self):
        if self._blocks is not None:
            return self._blocks
        la, lb = len(self.a), len(self.b)
        open = [(0, la, 0, lb)]
        found = []
        while open:
            alo, ahi, blo, bhi = open.pop()
            i, j, k = self.find_longest_match(alo, ahi, blo, bhi)
            if k:
                found.append((i, j, k))
                if alo < i and blo < j:
                    open.append((alo, i, blo, j))
                if i + k < ahi and j + k < bhi:
                    open.append((i + k, ahi, j + k, bhi))
        found.sort()
        i1 = j1 = k1 = 0
        joined = []
        for i2, j2, k2 in found:
            if i1 + k1 == i2 and j1 + k1 == j2:
                k1 += k2
            else:
                if k1:
                    joined.append((i1, j1, k1))
                i1, j1, k1 = i2, j2, k2
        if k1:
            joined.append((i1, j1, k1))
        joined.append((la, lb, 0))
        self._blocks = [Match(i, j, k) for i, j, k in joined]
        return self._blocks

    def get_opcodes(self):
        if self._codes is not None:
            return self._codes
        i = j = 0
        codes = []
        for ai, bj, size in self.get_matching_blocks():
            tag = ""
            if i < ai and j < bj:
                tag = "replace"
            elif i < ai:
                tag = "delete"
            elif j < bj:
                tag = "insert"
            if tag:
                codes.append((tag, i, ai, j, bj))
            i, j = ai + size, bj + size
            if size:
                codes.append(("equal", ai, i, bj, j))
        self._codes = codes
        return codes

    def get_grouped_opcodes(self, n=3):
        return iter(_groups(self.get_opcodes(), n))

    def ratio(self):
        matches = sum([block[2] for block in self.get_matching_blocks()])
        return _ratio(matches, len(self.a) + len(self.b))

    def quick_ratio(self):
        if self._counts is None:
            counts = {}
            for item in self.b:
                counts[item] = counts.get(item, 0) + 1
            self._counts = counts
        left = {}
        matches = 0
        for item in self.a:
            n = left[item] if item in left else self._counts.get(item, 0)
            left[item] = n - 1
            if n > 0:
                matches += 1
        return _ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        la, lb = len(self.a), len(self.b)
        return _ratio(min(la, lb), la + lb)


def _groups(codes, n):
    codes = list(codes) or [("equal", 0, 1, 0, 1)]
    if codes[0][0] == "equal":
        tag, i1, i2, j1, j2 = codes[0]
        codes[0] = (tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2)
    if codes[-1][0] == "equal":
        tag, i1, i2, j1, j2 = codes[-1]
        codes[-1] = (tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n))
    groups = []
    group = []
    for tag, i1, i2, j1, j2 in codes:
        if tag == "equal" and i2 - i1 > n + n:
            group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
            groups.append(group)
            group = []
            i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
        group.append((tag, i1, i2, j1, j2))
    if group and not (len(group) == 1 and group[0][0] == "equal"):
        groups.append(group)
    return groups


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    if not n > 0:
        raise ValueError("n must be > 0: %r" % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError("cutoff must be in [0.0, 1.0]: %r" % (cutoff,))
    result = []
    matcher = SequenceMatcher()
    matcher.set_seq2(word)
    for x in possibilities:
        matcher.set_seq1(x)
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff and matcher.ratio() >= cutoff:
            result.append((matcher.ratio(), x))
    return [x for score, x in _nlargest(n, result)]


def _unified_range(start, stop):
    first = start + 1
    length = stop - start
    if length == 1:
        return str(first)
    if not length:
        first -= 1
    return f"{first},{length}"


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    out = []
    for group in _groups(SequenceMatcher(None, a, b).get_opcodes(), n):
        if not out:
            out.append(f"--- {fromfile}{_dated(fromfiledate)}{lineterm}")
            out.append(f"+++ {tofile}{_dated(tofiledate)}{lineterm}")
        first, last = group[0], group[-1]
        old = _unified_range(first[1], last[2])
        new = _unified_range(first[3], last[4])
        out.append(f"@@ -{old} +{new} @@{lineterm}")
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                out.extend([" " + line for line in a[i1:i2]])
                continue
            if tag != "insert":
                out.extend(["-" + line for line in a[i1:i2]])
            if tag != "delete":
                out.extend(["+" + line for line in b[j1:j2]])
    return iter(out)


def _dated(date):
    return f"\t{date}" if date else ""


def _context_range(start, stop):
    first = start + 1
    length = stop - start
    if not length:
        first -= 1
    if length <= 1:
        return str(first)
    return f"{first},{first + length - 1}"


_SIGNS = {"insert": "+ ", "delete": "- ", "replace": "! ", "equal": "  "}


def context_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    out = []
    for group in _groups(SequenceMatcher(None, a, b).get_opcodes(), n):
        if not out:
            out.append(f"*** {fromfile}{_dated(fromfiledate)}{lineterm}")
            out.append(f"--- {tofile}{_dated(tofiledate)}{lineterm}")
        first, last = group[0], group[-1]
        out.append("***************" + lineterm)
        out.append(f"*** {_context_range(first[1], last[2])} ****{lineterm}")
        tags = [code[0] for code in group]
        if "replace" in tags or "delete" in tags:
            for tag, i1, i2, j1, j2 in group:
                if tag != "insert":
                    out.extend([_SIGNS[tag] + line for line in a[i1:i2]])
        out.append(f"--- {_context_range(first[3], last[4])} ----{lineterm}")
        if "replace" in tags or "insert" in tags:
            for tag, i1, i2, j1, j2 in group:
                if tag != "delete":
                    out.extend([_SIGNS[tag] + line for line in b[j1:j2]])
    return iter(out)


def IS_LINE_JUNK(line, pat=None):
    return line.strip() in ("", "#") if pat is None else pat(line) is not None


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    return ch in ws


class Differ:
    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        for tag, a1, a2, b1, b2 in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == "equal":
                yield from _marked(" ", a[a1:a2])
            elif tag == "delete":
                yield from _marked("-", a[a1:a2])
            elif tag == "insert":
                yield from _marked("+", b[b1:b2])
            else:
                yield from _changed(self.charjunk, a[a1:a2], b[b1:b2])


def _marked(mark, lines):
    return [f"{mark} {line}" for line in lines]


def _replaced(a, b):
    """Lines of which none is like another: the shorter run first."""
    if not a or not b:
        return _marked("-", a) + _marked("+", b)
    if len(b) < len(a):
        return _marked("+", b) + _marked("-", a)
    return _marked("-", a) + _marked("+", b)


# How far from its place a line is looked for that is like another.
_WINDOW = 10


def _changed(charjunk, a, b):
    """Lines that became others, with marks below those that are alike."""
    matcher = SequenceMatcher(charjunk)
    told = []
    from_a = from_b = 0
    for j in range(len(b)):
        near = range(max(j - _WINDOW, from_a), min(j + _WINDOW + 1, len(a)))
        if not near:
            break
        matcher.set_seq2(b[j])
        best = None
        best_ratio = 0.74999
        for i in near:
            matcher.set_seq1(a[i])
            if matcher.real_quick_ratio() > best_ratio and matcher.quick_ratio() > best_ratio and matcher.ratio() > best_ratio:
                best = i
                best_ratio = matcher.ratio()
        if best is None:
            continue
        told += _replaced(a[from_a:best], b[from_b:j])
        told += _compared(matcher, a[best], b[j])
        from_a = best + 1
        from_b = j + 1
    return told + _replaced(a[from_a:], b[from_b:])


def _compared(matcher, old, new):
    if old == new:
        return ["  " + old]
    below_old = below_new = ""
    matcher.set_seqs(old, new)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "replace":
            below_old += "^" * (a2 - a1)
            below_new += "^" * (b2 - b1)
        elif tag == "delete":
            below_old += "-" * (a2 - a1)
        elif tag == "insert":
            below_new += "+" * (b2 - b1)
        else:
            below_old += " " * (a2 - a1)
            below_new += " " * (b2 - b1)
    return ["- " + old] + _below(old, below_old) + ["+ " + new] + _below(new, below_new)


def _below(line, marks):
    kept = "".join([c if mark == " " and c.isspace() else mark for c, mark in zip(line, marks)]).rstrip()
    return [f"? {kept}\n"] if kept else []


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    if int(which) not in (1, 2):
        raise ValueError(f"unknown delta choice (must be 1 or 2): {which!r}")
    marks = ("  ", "- ") if int(which) == 1 else ("  ", "+ ")
    for line in delta:
        if line[:2] in marks:
            yield line[2:]
