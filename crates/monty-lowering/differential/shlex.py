IMPORTS = "import shlex"

PARTS = ["a", "b c", "'", '"', "\\", " ", "  ", "--x=1", "'q r'", '"s t"', "$", "#", "\t", "é", "''"]


def expression(choose):
    text = "".join([choose.choice(PARTS) for _ in range(choose.randint(0, 7))])
    return choose.choice([f"shlex.split({text!r})", f"shlex.quote({text!r})", f"shlex.split({text!r}, comments=True)", f"shlex.join([{text!r}, 'x'])"])
