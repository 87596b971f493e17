IMPORTS = "import operator"

BINARY = "lt le eq ne ge gt add sub mul truediv floordiv mod and_ or_ xor lshift rshift pow concat iadd imul".split()
VALUES = ["3", "-7", "2.5", "0", "True", "'ab'", "'b'", "[1, 2]", "[2]", "(1, 2)", "{1: 2}", "None", "12"]


def expression(choose):
    kind = choose.random()
    one, other = choose.choice(VALUES), choose.choice(VALUES)
    if kind < 0.6:
        return f"operator.{choose.choice(BINARY)}({one}, {other})"
    if kind < 0.75:
        return f"operator.{choose.choice(['neg', 'pos', 'abs', 'not_', 'truth', 'index', 'inv'])}({one})"
    if kind < 0.9:
        keys = ", ".join([choose.choice(["0", "1", "-1", "5"]) for _ in range(choose.randint(1, 2))])
        return f"operator.itemgetter({keys})({choose.choice(['[5, 6]', '(7,)', chr(34) + 'xyz' + chr(34), '{0: 1, 1: 2, -1: 3, 5: 4}'])})"
    name = choose.choice(["upper()", "split", "replace, 'a', 'b'", "strip", "startswith, 'a'", "zfill, 5"])
    name, _, rest = name.replace("()", "").partition(", ")
    return f"operator.methodcaller({name!r}{', ' + rest if rest else ''})('a b')"
