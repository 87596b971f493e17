IMPORTS = "import pprint"


def value(choose, depth):
    kind = choose.random()
    if depth == 0 or kind < 0.4:
        return choose.choice([1, 2.5, None, True, "a", "hello world foo", "x" * 30, "a b c d e f g " * 5, "l1\nl2\nl3", b"bytes here" * 4, 10 ** 20])
    if kind < 0.65:
        return [value(choose, depth - 1) for _ in range(choose.randint(0, 5))]
    if kind < 0.75:
        return tuple([value(choose, depth - 1) for _ in range(choose.randint(0, 4))])
    return {choose.choice(["k", "key", "name", "a long key"]): value(choose, depth - 1) for _ in range(choose.randint(0, 5))}


def expression(choose):
    options = ""
    if choose.random() < 0.5:
        options += f", width={choose.randint(10, 60)}"
    if choose.random() < 0.3:
        options += f", indent={choose.randint(1, 4)}"
    if choose.random() < 0.3:
        options += ", compact=True"
    if choose.random() < 0.2:
        options += f", depth={choose.randint(1, 3)}"
    if choose.random() < 0.3:
        options += ", sort_dicts=False"
    return f"pprint.pformat({value(choose, 3)!r}{options})"
