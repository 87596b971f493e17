# Whole but for powers that are no whole numbers, `__format__` with a spec, and mixing with complex numbers.
import math as _math
from decimal import Decimal as _Decimal


class Fraction:
    def __init__(self, numerator=0, denominator=None):
        if denominator is None:
            n, d = _parts(numerator)
        else:
            n, d = _pair(numerator, denominator)
            if d == 0:
                raise ZeroDivisionError(f"Fraction({n}, 0)")
            g = _math.gcd(n, d)
            if d < 0:
                g = -g
            n //= g
            d //= g
        self.numerator = n
        self.denominator = d

    @classmethod
    def from_float(cls, f):
        if type(f) is int or type(f) is bool:
            return cls(f)
        if type(f) is not float:
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls(f)

    @classmethod
    def from_decimal(cls, dec):
        return cls(dec)

    def as_integer_ratio(self):
        return (self.numerator, self.denominator)

    def is_integer(self):
        return self.denominator == 1

    def limit_denominator(self, max_denominator=1000000):
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self.denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self.numerator, self.denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self.denominator:
            return Fraction(p1, q1)
        return Fraction(p0 + k * p1, q0 + k * q1)

    def __repr__(self):
        return f"Fraction({self.numerator}, {self.denominator})"

    def __str__(self):
        if self.denominator == 1:
            return str(self.numerator)
        return f"{self.numerator}/{self.denominator}"

    def __hash__(self):
        if self.denominator == 1:
            return hash(self.numerator)
        modulus = 2305843009213693951
        if self.denominator % modulus == 0:
            value = 314159
        else:
            value = abs(self.numerator) * pow(self.denominator, modulus - 2, modulus) % modulus
        if self.numerator < 0:
            value = -value
        return -2 if value == -1 else value

    def __bool__(self):
        return self.numerator != 0

    def __float__(self):
        return _quotient(self.numerator, self.denominator)

    def __int__(self):
        n = abs(self.numerator) // self.denominator
        return -n if self.numerator < 0 else n

    def __trunc__(self):
        return int(self)

    def __floor__(self):
        return self.numerator // self.denominator

    def __ceil__(self):
        return -(-self.numerator // self.denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self.numerator, self.denominator)
            if rest * 2 < self.denominator:
                return floor
            if rest * 2 > self.denominator:
                return floor + 1
            return floor if floor % 2 == 0 else floor + 1
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __pos__(self):
        return Fraction(self.numerator, self.denominator)

    def __neg__(self):
        return Fraction(-self.numerator, self.denominator)

    def __abs__(self):
        return Fraction(abs(self.numerator), self.denominator)

    def _with(self, other, exact, floating, reflected):
        pair = _exact(other)
        if pair is None:
            if type(other) is float:
                own = float(self)
                return floating(other, own) if reflected else floating(own, other)
            return NotImplemented
        own = (self.numerator, self.denominator)
        return exact(pair, own) if reflected else exact(own, pair)

    def __add__(self, other):
        return self._with(other, _added, lambda a, b: a + b, False)

    def __radd__(self, other):
        return self._with(other, _added, lambda a, b: a + b, True)

    def __sub__(self, other):
        return self._with(other, _subtracted, lambda a, b: a - b, False)

    def __rsub__(self, other):
        return self._with(other, _subtracted, lambda a, b: a - b, True)

    def __mul__(self, other):
        return self._with(other, _multiplied, lambda a, b: a * b, False)

    def __rmul__(self, other):
        return self._with(other, _multiplied, lambda a, b: a * b, True)

    def __truediv__(self, other):
        return self._with(other, _divided, lambda a, b: a / b, False)

    def __rtruediv__(self, other):
        return self._with(other, _divided, lambda a, b: a / b, True)

    def __floordiv__(self, other):
        return self._with(other, _floored, lambda a, b: a // b, False)

    def __rfloordiv__(self, other):
        return self._with(other, _floored, lambda a, b: a // b, True)

    def __mod__(self, other):
        return self._with(other, _remainder, lambda a, b: a % b, False)

    def __rmod__(self, other):
        return self._with(other, _remainder, lambda a, b: a % b, True)

    def __divmod__(self, other):
        return (self // other, self % other)

    def __rdivmod__(self, other):
        return (other // self, other % self)

    def __pow__(self, other):
        if type(other) is Fraction and other.denominator == 1:
            other = other.numerator
        if type(other) is not int and type(other) is not bool:
            return float(self) ** float(other)
        n, d = self.numerator, self.denominator
        if other >= 0:
            return Fraction(n ** other, d ** other)
        if n == 0:
            raise ZeroDivisionError(f"Fraction({d ** -other}, 0)")
        return Fraction(d ** -other, n ** -other)

    def __rpow__(self, other):
        if self.denominator == 1 and self.numerator >= 0:
            return other ** self.numerator
        if type(other) is int and self.denominator == 1:
            return Fraction(other) ** self.numerator
        return other ** float(self)

    def __eq__(self, other):
        pair = _exact(other)
        if pair is not None:
            return self.numerator == pair[0] and self.denominator == pair[1]
        if type(other) is float:
            if other != other or other - other != 0:
                return False
            return _ratio(other) == (self.numerator, self.denominator)
        return NotImplemented

    def _order(self, other):
        pair = _exact(other)
        if pair is None:
            if type(other) is not float:
                return None
            if other != other or other - other != 0:
                return (0.0, other)
            pair = _ratio(other)
        return (self.numerator * pair[1], pair[0] * self.denominator)

    def __lt__(self, other):
        pair = self._order(other)
        return NotImplemented if pair is None else pair[0] < pair[1]

    def __le__(self, other):
        pair = self._order(other)
        return NotImplemented if pair is None else pair[0] <= pair[1]

    def __gt__(self, other):
        pair = self._order(other)
        return NotImplemented if pair is None else pair[0] > pair[1]

    def __ge__(self, other):
        pair = self._order(other)
        return NotImplemented if pair is None else pair[0] >= pair[1]


def _exact(x):
    if type(x) is Fraction:
        return (x.numerator, x.denominator)
    if type(x) is int or type(x) is bool:
        return (int(x), 1)
    return None


def _pair(a, b):
    a, b = _exact(a), _exact(b)
    if a is None or b is None:
        raise TypeError("both arguments should be Rational instances")
    return (a[0] * b[1], b[0] * a[1])


def _ratio(x):
    m, e = _math.frexp(x)
    n = int(m * 9007199254740992.0)
    e -= 53
    if e >= 0:
        return (n << e, 1)
    g = _math.gcd(n, 1 << -e)
    return (n // g, (1 << -e) // g)


def _parts(x):
    pair = _exact(x)
    if pair is not None:
        return pair
    if type(x) is float:
        if x != x:
            raise ValueError("cannot convert NaN to integer ratio")
        if x - x != 0:
            raise OverflowError("cannot convert Infinity to integer ratio")
        return _ratio(x)
    if type(x) is _Decimal:
        return x.as_integer_ratio()
    if type(x) is str:
        return _read(x)
    raise TypeError("argument should be a string or a Rational instance")


def _digits(text):
    return text != "" and text.replace("_", "").isdecimal() and text[0] != "_" and text[-1] != "_" and "__" not in text


def _read(text):
    s = text.strip()
    sign = 1
    if s[:1] in ("+", "-") and s:
        if s[0] == "-":
            sign = -1
        s = s[1:]
    error = f"Invalid literal for Fraction: {text!r}"
    if "/" in s:
        n, d = s.split("/", 1)
        if not _digits(n) or not _digits(d):
            raise ValueError(error)
        n = sign * int(n)
        d = int(d)
        if d == 0:
            raise ZeroDivisionError(f"Fraction({n}, 0)")
        g = _math.gcd(n, d)
        return (n // g, d // g)
    exponent = 0
    for mark in "eE":
        if mark in s:
            s, e = s.split(mark, 1)
            bare = e[1:] if e[:1] in ("+", "-") and e else e
            if not _digits(bare):
                raise ValueError(error)
            exponent = int(e)
            break
    whole, dot, part = s.partition(".")
    if whole and not _digits(whole) or part and not _digits(part) or not whole and not part:
        raise ValueError(error)
    part = part.replace("_", "")
    n = sign * int((whole.replace("_", "") or "0") + part)
    exponent -= len(part)
    if exponent >= 0:
        return (n * 10 ** exponent, 1)
    d = 10 ** -exponent
    g = _math.gcd(n, d)
    return (n // g, d // g)


def _added(a, b):
    return Fraction(a[0] * b[1] + b[0] * a[1], a[1] * b[1])


def _subtracted(a, b):
    return Fraction(a[0] * b[1] - b[0] * a[1], a[1] * b[1])


def _multiplied(a, b):
    return Fraction(a[0] * b[0], a[1] * b[1])


def _divided(a, b):
    if b[0] == 0:
        raise ZeroDivisionError(f"Fraction({(a[0] > 0) - (a[0] < 0)}, 0)")
    return Fraction(a[0] * b[1], a[1] * b[0])


def _floored(a, b):
    if b[0] == 0:
        raise ZeroDivisionError("integer division or modulo by zero")
    return a[0] * b[1] // (a[1] * b[0])


def _remainder(a, b):
    if b[0] == 0:
        raise ZeroDivisionError("integer modulo by zero")
    return Fraction(a[0] * b[1] % (b[0] * a[1]), a[1] * b[1])


def _quotient(n, d):
    """n / d, rounded once."""
    if abs(n) < 1 << 53 and d < 1 << 53:
        return n / d
    sign = -1.0 if n < 0 else 1.0
    n = abs(n)
    shift = max(n.bit_length() - d.bit_length() - 64, -1140)
    if shift >= 0:
        d <<= shift
    else:
        n <<= -shift
    q, rest = divmod(n, d)
    drop = max(q.bit_length() - 53, -1074 - shift)
    low = q & (1 << drop) - 1
    half = 1 << drop - 1
    q >>= drop
    if low > half or low == half and (rest or q & 1):
        q += 1
    if q.bit_length() + shift + drop > 1024:
        raise OverflowError("integer division result too large for a float")
    return sign * _math.ldexp(float(q), shift + drop)
