IMPORTS = """import decimal
from decimal import *

def within(call, **options):
    with localcontext() as context:
        for name, value in options.items():
            setattr(context, name, value)
        return call()"""

ROUNDINGS = "ROUND_HALF_UP ROUND_HALF_EVEN ROUND_HALF_DOWN ROUND_UP ROUND_DOWN ROUND_CEILING ROUND_FLOOR ROUND_05UP".split()
ONE = """{}.is_zero() {}.is_signed() {}.is_finite() {}.adjusted() {}.as_tuple() {}.normalize() {}.copy_abs() {}.copy_negate() {}.to_integral_value()
{}.as_integer_ratio() {}.sqrt() {}.exp() {}.ln() {}.log10() {}.logb() {}.next_plus() {}.next_minus() {}.number_class() {}.is_normal() {}.radix()
{}.to_eng_string() {}.canonical() {}.conjugate() {}.is_qnan() {}.is_infinite() {}.to_integral_exact() int({}) float({}) str({}) bool({})
abs({}) -{} +{} round({}) round({},2) round({},-1) {}.is_nan()""".split()
TWO = """{}.compare({}) {}.max({}) {}.min({}) {}.remainder_near({}) {}.copy_sign({}) {}.same_quantum({}) {}.quantize({}) divmod({},{}) {}.max_mag({})
{}.min_mag({}) {}.compare_total({}) {}.next_toward({}) {}.scaleb({})""".split()
OPERATORS = "+ - * / // % ** < <= > >= == !=".split()
FORMATS = ["", ".2f", ",.2f", "+.3e", "10.1f", "<12", "^14,", "08.2f", ".3g", "%", ".1%", "e", "G", "n", "*>10", ",", ".0f", "E", "=+9"]


def number(choose):
    kind = choose.random()
    if kind < 0.5:
        return f"Decimal('{choose.randint(-99999, 99999) / 10 ** choose.randint(0, 4)}')"
    if kind < 0.6:
        return f"Decimal({choose.randint(-50, 50)})"
    if kind < 0.7:
        return f"Decimal({round(choose.uniform(-5, 5), 3)})"
    if kind < 0.8:
        return f"Decimal('{choose.randint(-9999, 9999)}E{choose.randint(-12, 12)}')"
    texts = ["0", "-0", "0.00", "1E+3", "Infinity", "-Inf", "NaN", "1_000.5", " 7 ", "1e-7", "0.1", "123456789012345678901234567890.5", "2.50", "-1.005"]
    return f"Decimal('{choose.choice(texts)}')"


def expression(choose):
    one, other = number(choose), number(choose)
    kind = choose.random()
    if kind < 0.3:
        right = other if choose.random() < 0.8 else str(choose.randint(-9, 9))
        return f"{one} {choose.choice(OPERATORS)} {right}"
    if kind < 0.5:
        return choose.choice(ONE).format(one)
    if kind < 0.6:
        return choose.choice(TWO).format(one, other)
    if kind < 0.7:
        places = choose.choice(["1", "0.1", "0.01", "0.001", "10", "1E+1", "1E-6"])
        return f"{one}.quantize(Decimal('{places}'), rounding={choose.choice(ROUNDINGS)})"
    if kind < 0.8:
        return f"format({one}, {choose.choice(FORMATS)!r})"
    if kind < 0.85:
        return f"within(lambda: {one} {choose.choice('+-*/')} {other}, prec={choose.randint(1, 12)}, rounding={choose.choice(ROUNDINGS)})"
    if kind < 0.9:
        return f"{one}.fma({other}, {number(choose)})"
    if kind < 0.94:
        texts = ["", "x", "1.2.3", "--1", "1e", "sNaN", "inf", "+5", ".5", "5.", "1__0", "0x10", "٣"]
        return f"Decimal({choose.choice(texts)!r})"
    return choose.choice([
        f"sum([{one}, {other}])", f"max([{one}, {other}], key=lambda d: d.copy_abs())", f"Decimal((0, (1, 2, 3), -{choose.randint(0, 3)}))",
        f"pow({one}, {choose.randint(-3, 5)})", f"Decimal.from_float({round(choose.uniform(-2, 2), 3)})", f"{one} == {round(choose.uniform(-2, 2), 1)}",
        f"{one} < {choose.randint(-9, 9)}", f"[{one}, {other}].index({other})", f"str({one}.quantize(Decimal('.01')))", f"'{{:,.2f}}'.format({one})",
        f"{one} + 0.5", f"{choose.randint(1, 9)} / {other}", f"{one}.logical_and({other})", f"{one}.rotate(1)", f"{one}.shift(2)",
    ])
