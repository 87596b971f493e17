IMPORTS = """import re

def told(m):
    return m and (m.group(), m.groups(), m.span(), m.groupdict(), m.start(), m.end(), [m.span(i) for i in range(len(m.groups()) + 1)])"""

PATTERNS = [r"\d+", r"(\w+)@(\w+)", r"a|b", r"^x", r"\s+", r"(?P<k>\w)(\d)?", r"[a-c]+", r"b*", r"\b\w", r"(a)(b)?", r"\.", r"(?i)AB", r",", r"(\d)(\d)",
            r"(?P<year>\d{4})-(?P<month>\d\d)", r"\$(\d+(?:\.\d\d)?)", r"^\s*(\w+)\s*=\s*(.*?)\s*$", r"<(\w+)>.*?</\1>", r"[^,\s]+", r"(?<=@)\w+",
            r"\w+(?=:)", r"(?<!\d)\d\d(?!\d)", r"\S+@\S+", r"x*", r"(?m)^\w", r"(?s)a.b", r"[\w.-]+", r"\Aab", r"b\Z", r"(?:ab)+", r"a{2,3}?", r"(a+)+b",
            r"(|a)b", r"[]a]", r"[^]]", r"\\", r"\t", r"[A-Z][a-z]+", r"(\d{1,3})(?=(\d{3})+$)", r"#\w+", r"(?x) a  b # c"]
ATOMS = ["a", "b", "c", ".", r"\d", r"\w", r"\s", "[ab]", "[^a]", r"\b", "^", "$", "1", " ", "x", "(a|b)", "(?:ab|a)", "(c)", "(?P<n>b)"]
# What a lazy empty match goes on with, and which round of a repetition a group holds, are differences by design.
SUFFIXES = ["", "", "", "*", "+", "?", "{2}", "{1,2}", "+?"]
TEXTS = ["", "a1b22", "me@host you@there", "a,b,,c", "x y  z", "abcabc", "AbaB", "12 34", "a.b.c", "line\nx two\nx", "é1ü2", "aab", "2024-05-06", "1234567",
         "key = value here ", "<b>bold</b><i>x</i>", "$12.50 and $3", "tag: #one #two", "aaaa", "ab\n", "a\tb", "x1y22z333", "]a]", "a\\b"]
TEMPLATES = [r"-", r"<\g<0>>", r"\n", r"\\", ""]
FLAGS = ["", "", "", ", flags=re.I", ", flags=re.M", ", flags=re.S", ", flags=re.I | re.M", ", flags=re.A"]


def pattern(choose):
    if choose.random() < 0.6:
        return choose.choice(PATTERNS)
    parts, named = [], False
    for _ in range(choose.randint(1, 5)):
        atom = choose.choice(ATOMS)
        if atom.startswith("(?P") and named:
            continue
        named |= atom.startswith("(?P")
        parts.append(atom + ("" if atom in ("^", "$", r"\b") else choose.choice(SUFFIXES)))
    return "".join(parts)


def text(choose):
    if choose.random() < 0.7:
        return choose.choice(TEXTS)
    return "".join([choose.choice("aabbc1 x\n2,") for _ in range(choose.randint(0, 9))])


def expression(choose):
    import re
    of, on = pattern(choose), text(choose)
    groups = re.compile(of).groups
    flags = "" if "(?" in of and of.startswith(("(?i", "(?m", "(?s", "(?x")) else choose.choice(FLAGS)
    templates = TEMPLATES + [r"[\1]", r"\1x", r"\g<1>_"] * (groups > 0) + [r"\2\1"] * (groups > 1)
    return choose.choice([
        f"re.findall({of!r}, {on!r}{flags})", f"re.split({of!r}, {on!r}, maxsplit={choose.randint(0, 2)}{flags})", f"re.split({of!r}, {on!r})",
        f"re.sub({of!r}, {choose.choice(templates)!r}, {on!r}, count={choose.randint(0, 2)}{flags})",
        f"re.sub({of!r}, {choose.choice(templates)!r}, {on!r})", f"re.subn({of!r}, {choose.choice(templates)!r}, {on!r}{flags})",
        f"re.subn({of!r}, lambda m: m.group().upper() + '!', {on!r}{flags})", f"[told(m) for m in re.finditer({of!r}, {on!r}{flags})]",
        f"told(re.search({of!r}, {on!r}{flags}))", f"told(re.match({of!r}, {on!r}{flags}))", f"told(re.fullmatch({of!r}, {on!r}{flags}))",
        f"re.escape({on!r})", f"re.compile({of!r}{flags}).findall({on!r})", f"re.compile({of!r}).sub({choose.choice(templates)!r}, {on!r})",
        f"[m.group(0) for m in re.compile({of!r}).finditer({on!r})]", f"re.compile({of!r}{flags}).split({on!r})",
        f"(re.compile({of!r}).pattern, re.compile({of!r}).groups, dict(re.compile({of!r}).groupindex))",
        f"told(re.compile({of!r}).fullmatch({on!r}))", f"re.sub({of!r}, lambda m: str(len(m[0])), {on!r}, count=1)",
        f"(lambda m: m and m.expand({choose.choice(templates)!r}))(re.search({of!r}, {on!r}))",
    ])
