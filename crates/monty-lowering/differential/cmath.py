IMPORTS = "import cmath"

OF_ONE = ("sqrt exp log log10 cosh sinh tanh cos sin tan acos acosh asin asinh atan atanh phase polar isfinite isinf "
          "isnan").split()


def number(choose):
    kind = choose.random()
    if kind < 0.15:
        return repr(choose.choice([0.0, -0.0, 1, -1, 2, -3, 0.5, -0.5, 710.0, -710, 1e154, 1e200]))
    if kind < 0.45:
        return repr(choose.randint(-5, 5))
    if kind < 0.75:
        return repr(round(choose.uniform(-5, 5), 3))
    return repr(choose.uniform(-1, 1) * 10.0 ** choose.randint(-20, 20))


def value(choose):
    if choose.random() < 0.2:
        return number(choose)
    return f"complex({number(choose)}, {number(choose)})"


def expression(choose):
    kind = choose.random()
    if kind < 0.85:
        return f"cmath.{choose.choice(OF_ONE)}({value(choose)})"
    if kind < 0.9:
        return f"cmath.rect({number(choose)}, {number(choose)})"
    if kind < 0.95:
        return f"cmath.log(complex({number(choose)}, 1.5), {value(choose)})"
    one = value(choose)
    return f"cmath.isclose({one}, {one} + {choose.choice([0, 1e-10, 1e-8, 1])}{choose.choice(['', ', rel_tol=1e-3', ', abs_tol=2'])})"
