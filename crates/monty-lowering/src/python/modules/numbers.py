# For annotations and `isinstance` of ints, floats, complex numbers, fractions and decimals.


def _name(o):
    return type(o).__name__


def _is_integral(o):
    return isinstance(o, int)


def _is_rational(o):
    return isinstance(o, int) or _name(o) == "Fraction"


def _is_real(o):
    return isinstance(o, (int, float)) or _name(o) == "Fraction"


def _is_complex(o):
    return isinstance(o, (int, float)) or _name(o) in ("Fraction", "complex")


def _is_number(o):
    return isinstance(o, (int, float)) or _name(o) in ("Fraction", "complex", "Decimal")


class Number:
    lo__check = _is_number


class Complex:
    lo__check = _is_complex


class Real:
    lo__check = _is_real


class Rational:
    lo__check = _is_rational


class Integral:
    lo__check = _is_integral
