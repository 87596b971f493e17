# Regular expressions: flags, ends, groups by name.


def part_0():
    import re
    print(re.findall(r"^\w+$", "ab\ncd", re.M), re.findall(r"^\w+$", "ab\ncd", flags=re.M), re.compile(r"^\w+$", re.MULTILINE).findall("ab\ncd"), re.search(r"a$", "a\nb", re.MULTILINE), re.sub(r"$", "!", "a\nb", flags=re.M))
    p = re.compile(r"x$")
    print(p.search("x\n"), re.search(r"x$", "x\n"), re.search("x\\Z", "x\n"), p.pattern)
    PAT = r"^\d+$"
    print(re.match(PAT, "12\n"), bool(re.fullmatch(PAT, "12")), re.compile(PAT).match("1\n"))


def part_1():
    import re
    print(re.findall("a|b$", "ab\n", re.I), re.split(r"$", "a\n"))


def part_2():
    import re
    m = re.search(r"(?P<k>\w+)=(?P<v>\w+)", "x a=b")
    print(m.groupdict(), m.start("k"), m.span("v"), m.group("k", "v"), m["v"])
    print(re.sub(r"(?P<k>\w)=", r"\g<k>:", "a=1"), re.escape("a-b c"), re.split(r"\s*,\s*", "a , b,c"))
    print(re.match(r"\d+", "12ab").end(), re.findall(r"(\w)(\d)", "a1b2"), re.sub(r"\d", lambda m: str(int(m[0]) + 1), "a1b9"))


def part_3():
    import re
    tok = re.compile(r"(?P<NUM>\d+(?:\.\d*)?)|(?P<ID>[A-Za-z_]\w*)|(?P<OP>[-+*/()=])|(?P<WS>\s+)|(?P<BAD>.)")
    print([(m.lastgroup, m.group(), m.start()) for m in tok.finditer("x = 3.5*(y2 - 1)")], tok.groupindex, tok.groups)
    spec = [("A", r"a+"), ("B", r"b(c)?")]
    pat = "|".join(f"(?P<{n}>{p})" for n, p in spec)
    print([(m.lastgroup, m.lastindex, m[m.lastgroup]) for m in re.finditer(pat, "aabcb")])
    print(re.search("(a)(b)?", "a").lastindex, re.search("x", "x").lastindex)


def part_4():
    import re
    p = re.compile(r"""
       ^(?P<y>\d{4}) - (?P<m>\d\d) $   # a date
    """, re.VERBOSE)
    print(p.match("2024-05"), p.match("2024 - 05"), bool(p.flags & re.VERBOSE), p.pattern.strip()[:5])
    print(re.findall(r"\w+", "naïve café", re.ASCII), re.findall(r"[\w-]+", "é-a b", re.A), re.sub(r"\W+", "_", "Ünï cöde!", flags=re.ASCII), re.findall(r"\bé", "é éa", re.A), re.findall("[^\\W\\d]+", "aé1b", re.A))
    print(re.search("(?x) a b  # c", "ab"), re.findall("(?m)^a$", "a\na"), re.findall("(?i)A$", "xa\n"), re.search("(?s)a.b$", "a\nb\n"))
    flags = re.I
    print(re.findall("a$", "xA\n", flags), re.compile("a$", flags | re.M).findall("a\nA"))
    print(re.compile("a|b").pattern, re.compile("a$", re.I).flags, re.compile("x$").pattern, re.compile(re.compile("q")).pattern)


def part_5():
    import re
    for p, s in [("^a$", "a\n"), ("a\\Z", "a\n"), ("[$]", "$"), ("\\$", "$"), ("[]a]+", "]a"), ("(?#c)a", "a"), ("a{2}$", "aa")]:
        print(p, re.search(p, s), re.findall(p, s), re.compile(p).sub("X", s), re.split(p, s))
    def f(pattern, text): return re.match(pattern, text) is not None
    print(f(r"^[\w.+-]+@[\w-]+\.[\w.]+$", "a@b.co\n"), f(r"\d+$", "1\n2"))


part_0()
part_1()
part_2()
part_3()
part_4()
part_5()
