IMPORTS = "from fractions import Fraction\nimport math"


def value(choose):
    kind = choose.random()
    if kind < 0.5:
        return f"Fraction({choose.randint(-30, 30)}, {choose.randint(1, 12)})"
    if kind < 0.6:
        return str(choose.randint(-9, 9))
    if kind < 0.7:
        return repr(choose.choice([0.5, -1.25, 3.0, 0.1]))
    if kind < 0.85:
        return f"Fraction({choose.choice(['3/4', ' -7/3 ', '1.25', '-0.5e-3', '1e3', 'x', '3/0', '', '1.', '+.5', '5/ 3', '-3'])!r})"
    return f"Fraction({round(choose.uniform(-5, 5), 3)})"


def expression(choose):
    one, other = value(choose), value(choose)
    if "Fraction" not in one + other:
        one = "Fraction(1, 3)"
    if choose.random() < 0.65:
        return f"{one} {choose.choice(['+', '-', '*', '/', '//', '%', '<', '==', '>='])} {other}"
    of = one if "Fraction" in one else other
    form = choose.choice(["round({})", "round({}, 2)", "float({})", "int({})", "hash({})", "abs({})", "-{}", "str({})",
                          "({}).limit_denominator(7)", "bool({})", "({}) ** 3", "({}) ** -2", "Fraction({})"])
    return form.format(of)
