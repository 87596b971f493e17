IMPORTS = "import difflib"


def word(choose):
    return "".join([choose.choice("abcd e") for _ in range(choose.randint(0, 10))])


def expression(choose):
    a, b = word(choose), word(choose)
    kind = choose.randrange(6)
    if kind == 0:
        return f"difflib.get_close_matches({a!r}, {[word(choose) for _ in range(6)]!r}, 3, {choose.choice([0.3, 0.5])})"
    if kind == 1:
        return f"round(difflib.SequenceMatcher(None, {a!r}, {b!r}).ratio(), 6)"
    if kind == 2:
        return f"difflib.SequenceMatcher(lambda x: x == ' ', {a!r}, {b!r}).get_opcodes()"
    if kind == 3:
        return f"difflib.SequenceMatcher(None, {a!r}, {b!r}).get_matching_blocks()"
    lines = [choose.choice(["a\n", "b\n", "c\n", "d\n"]) for _ in range(choose.randint(0, 14))]
    changed = list(lines)
    for _ in range(choose.randint(0, 3)):
        changed.insert(choose.randint(0, len(changed)), "new\n")
    name = choose.choice(["unified_diff", "context_diff"])
    return f"list(difflib.{name}({lines!r}, {changed!r}, 'old', 'new', n={choose.randint(0, 3)}))"
