IMPORTS = "import textwrap"

PARTS = ["a", "be", "the", "well-known", "foo--bar", " ", " ", "  ", "\t", "\n", ".", "é", "x-1", "end. ", "\"q\"", "supercalifragilistic", "--", "1-2"]


def expression(choose):
    text = "".join([choose.choice(PARTS) for _ in range(choose.randint(0, 25))])
    kind = choose.random()
    if kind < 0.15:
        return f"textwrap.dedent({text!r})"
    if kind < 0.3:
        return f"textwrap.indent({text!r}, '> ')"
    width = choose.randint(4, 30)
    if kind < 0.4:
        return f"textwrap.shorten({text!r}, {width})"
    options = ""
    for name in ("break_long_words", "break_on_hyphens", "drop_whitespace", "replace_whitespace", "expand_tabs", "fix_sentence_endings"):
        if choose.random() < 0.2:
            options += f", {name}={choose.random() < 0.5}"
    if choose.random() < 0.2:
        options += f", max_lines={choose.randint(1, 3)}, placeholder='..'"
    if choose.random() < 0.3:
        options += ", initial_indent='* ', subsequent_indent='  '"
    return f"textwrap.{choose.choice(['wrap', 'fill'])}({text!r}, {width}{options})"
