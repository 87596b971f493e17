# Whole but for `translate`.


def fnmatch(name, pat):
    return fnmatchcase(name, pat)


def fnmatchcase(name, pat):
    return _matches(name, pat)


def filter(names, pat):
    return [name for name in names if _matches(name, pat)]


def _matches(name, pat):
    i = 0
    j = 0
    star = -1
    mark = 0
    while i < len(name):
        step = _step(name[i], pat, j)
        if j < len(pat) and pat[j] == "*":
            star = j
            mark = i
            j += 1
        elif step:
            i += 1
            j = step
        elif star >= 0:
            mark += 1
            i = mark
            j = star + 1
        else:
            return False
    while j < len(pat) and pat[j] == "*":
        j += 1
    return j == len(pat)


def _step(c, pat, j):
    """The place in the pattern after what matches a character, or 0."""
    if j >= len(pat):
        return 0
    p = pat[j]
    if p == "?":
        return j + 1
    if p == "[":
        end = j + 1
        if pat[end:end + 1] == "!":
            end += 1
        if pat[end:end + 1] == "]":
            end += 1
        end = pat.find("]", end)
        if end > 0:
            return end + 1 if _in_set(c, pat[j + 1:end]) else 0
    return j + 1 if p == c else 0


def _in_set(c, chars):
    negated = chars[:1] == "!"
    if negated:
        chars = chars[1:]
    i = 0
    found = False
    while i < len(chars):
        if i + 2 < len(chars) and chars[i + 1] == "-":
            if chars[i] <= c <= chars[i + 2]:
                found = True
            i += 3
        else:
            if chars[i] == c:
                found = True
            i += 1
    return found != negated
