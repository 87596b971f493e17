IMPORTS = "import re"

PATTERNS = [r"\d+", r"(\w+)@(\w+)", r"a|b", r"^x", r"\s+", r"(?P<k>\w)(\d)?", r"[a-c]+", r"b*", r"\b\w", r"(a)(b)?", r"\.", r"(?i)AB", r",", r"(\d)(\d)"]
TEXTS = ["", "a1b22", "me@host you@there", "a,b,,c", "x y  z", "abcabc", "AbaB", "12 34", "a.b.c", "line\nx two\nx", "é1ü2", "aab"]
TEMPLATES = [r"-", r"<\g<0>>", r"\n", r"\\", ""]


def expression(choose):
    pattern, text = choose.choice(PATTERNS), choose.choice(TEXTS)
    kind = choose.randrange(8)
    if kind == 0:
        return f"re.findall({pattern!r}, {text!r})"
    if kind == 1:
        return f"re.split({pattern!r}, {text!r}, maxsplit={choose.randint(0, 2)})"
    if kind == 2:
        templates = TEMPLATES + [r"[\1]", r"\1x"] * ("(" in pattern and "(?i" not in pattern)
        return f"re.sub({pattern!r}, {choose.choice(templates)!r}, {text!r}, count={choose.randint(0, 2)})"
    if kind == 3:
        return f"re.subn({pattern!r}, lambda m: m.group().upper() + '!', {text!r})"
    if kind == 4:
        return f"[m.span() for m in re.finditer({pattern!r}, {text!r})]"
    if kind == 5:
        return f"(lambda m: m and (m.group(), m.groups(), m.span()))(re.search({pattern!r}, {text!r}))"
    if kind == 6:
        return f"(lambda m: m and m.groupdict())(re.match({pattern!r}, {text!r}))"
    return f"re.escape({text!r})"
