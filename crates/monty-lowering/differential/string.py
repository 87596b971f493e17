IMPORTS = "import string"

PARTS = ["$name", "${name}", "$$", "$", "${", "$x1", "hello ", "{name}", "$Name", "${a b}", "\n", "$_y", "cost: $5", "ſ", "$nameſ"]


def expression(choose):
    kind = choose.random()
    if kind < 0.15:
        name = choose.choice(["ascii_letters", "digits", "punctuation", "whitespace", "printable", "hexdigits", "octdigits"])
        return f"string.{name}"
    if kind < 0.35:
        text = "".join([choose.choice(["ab", "C d", " ", "  ", "x-y", "É", "'s"]) for _ in range(choose.randint(0, 6))])
        sep = choose.choice(["", ", ' '", ", '-'", ", None"])
        return f"string.capwords({text!r}{sep})"
    text = "".join([choose.choice(PARTS) for _ in range(choose.randint(0, 6))])
    what = choose.choice(["substitute({'name': 'Ada', 'x1': 3})", "safe_substitute({'name': 'Ada'})", "substitute(name=1, x1=2, _y=3)",
                          "is_valid()", "get_identifiers()", "safe_substitute({}, Name='N')"])
    return f"string.Template({text!r}).{what}"
