# Patterns that are matched from a place on, or up to one, which the machine's are not.
class lo__MovedMatch:
    """A match in a part of a text, of which `moved` characters are left out before it and `skipped` were matched first."""
    lo__name = "Match"

    def __init__(self, m, pattern, string, pos, endpos, moved, skipped):
        self.lo__m = m
        self.re = pattern
        self.string = string
        self.pos = pos
        self.endpos = endpos
        self.lo__moved = moved
        self.lo__skipped = skipped

    def start(self, group=0):
        n = lo__group_number(self.re, group)
        at = self.lo__m.start(n)
        if n == 0:
            at += self.lo__skipped
        return at if at < 0 else at + self.lo__moved

    def end(self, group=0):
        at = self.lo__m.end(lo__group_number(self.re, group))
        return at if at < 0 else at + self.lo__moved

    def span(self, group=0):
        return (self.start(group), self.end(group))

    def group(self, *names):
        found = [self[n] for n in names or (0,)]
        return found[0] if len(found) == 1 else tuple(found)

    def __getitem__(self, name):
        return self.lo__m.group(0)[self.lo__skipped:] if name == 0 and type(name) is int else self.lo__m.group(name)

    def groups(self, default=None):
        return tuple([default if g is None else g for g in self.lo__m.groups()])

    def groupdict(self, default=None):
        return {k: default if g is None else g for k, g in self.lo__m.groupdict().items()}

    def expand(self, template):
        return lo__expanded_parts(lo__template(lo__groups_of(self.re), template), self)

    def lo__last(self):
        return lo__WholeMatch(self.lo__m, self.re).lo__last()

    def __repr__(self):
        return f"<re.Match object; span={self.span()}, match={self.group()!r}>"


# Patterns after one character of any kind, by pattern.
lo__after_one = {}


def lo__matched_at(o, kind, string, pos=0, endpos=None):
    n = len(string)
    end = n if endpos is None else min(max(endpos, 0), n)
    pos = min(max(pos, 0), n)
    if pos > end:
        return None
    part = string if end == n else string[:end]
    pattern = o
    moved = skipped = 0
    if pos:
        source = o.pattern
        if type(source) is not str or "(?<=" in source or "(?<!" in source:
            raise NotImplementedError("re: a place to begin at is not available here with bytes and with patterns that look behind: match a slice of the text")
        # What stands before the place is there to be looked at: the beginning of the text is not here.
        key = (source, o.flags)
        if key not in lo__after_one:
            import re
            if len(lo__after_one) >= 256:
                lo__after_one.clear()
            lo__after_one[key] = re.compile("(?s:.)(?:" + source + ")", o.flags & 26)
        pattern = lo__after_one[key]
        moved = pos - 1
        skipped = 1
        part = part[moved:]
    if kind == "match":
        m = pattern.match(part)
    elif kind == "search":
        m = pattern.search(part)
    else:
        m = pattern.fullmatch(part)
    return None if m is None else lo__MovedMatch(m, o, string, pos, end, moved, skipped)


def lo__matches_from(o, string, pos=0, endpos=None):
    if lo__may_be_empty(o):
        raise NotImplementedError("re: a place to begin at is not available here with all matches of a pattern that may match nothing: take a slice of the text")
    found = []
    while True:
        m = lo__matched_at(o, "search", string, pos, endpos)
        if m is None:
            return found
        found.append(m)
        pos = m.end()


def lo__match_pos(m):
    """`m.pos`, where `m` may be a match of the machine's, which was looked for everywhere."""
    return 0 if type(m).__name__ == "Match" and not hasattr(m, "pos") else m.pos


def lo__match_endpos(m):
    return len(m.string) if type(m).__name__ == "Match" and not hasattr(m, "endpos") else m.endpos


def lo__at_match(o, *args, **kwargs):
    return lo__matched_at(o, "match", *args, **kwargs) if lo__is_pattern(o) else o.match(*args, **kwargs)


def lo__at_search(o, *args, **kwargs):
    return lo__matched_at(o, "search", *args, **kwargs) if lo__is_pattern(o) else o.search(*args, **kwargs)


def lo__at_fullmatch(o, *args, **kwargs):
    return lo__matched_at(o, "fullmatch", *args, **kwargs) if lo__is_pattern(o) else o.fullmatch(*args, **kwargs)


def lo__at_finditer(o, *args, **kwargs):
    return iter(lo__matches_from(o, *args, **kwargs)) if lo__is_pattern(o) else o.finditer(*args, **kwargs)


def lo__at_findall(o, *args, **kwargs):
    if not lo__is_pattern(o):
        return o.findall(*args, **kwargs)
    found = []
    for m in lo__matches_from(o, *args, **kwargs):
        g = m.groups("")
        found.append(m.group() if not g else g[0] if len(g) == 1 else g)
    return found
