# Whole for finite numbers; with infinities and nan there are `isfinite`, `isinf`, `isnan`, `isclose`, `phase` and `polar`.
import math as _math

e = 2.718281828459045
pi = 3.141592653589793
tau = 6.283185307179586
inf = float("inf")
nan = float("nan")
infj = complex(0.0, inf)
nanj = complex(0.0, nan)
# Above the first, squares overflow in what follows; the others are where a step would.
_LARGE = 4.49423283715579e+307
_SQRT_LARGE = 6.703903964971298e+153
_LOG_LARGE = 709.0895657128241
_TINY = 2.2250738585072014e-308
_SQRT_TINY = 1.4916681462400413e-154
_LN2 = 0.6931471805599453


def _complex(z):
    if type(z) is not complex:
        if hasattr(z, "__complex__"):
            z = z.__complex__()
        elif hasattr(z, "__float__") or isinstance(z, (int, float)):
            z = complex(float(z))
        else:
            raise TypeError(f"must be real number, not {type(z).__name__}")
    return z


def _finite(z):
    z = _complex(z)
    if z.real - z.real != 0 or z.imag - z.imag != 0:
        raise NotImplementedError("cmath is not available here for infinities and nan")
    return z


def _result(real, imag):
    if real - real != 0 or imag - imag != 0:
        raise OverflowError("math range error")
    return complex(real, imag)


def _hypot(x, y):
    return abs(complex(x, y))


def isfinite(z, /):
    z = _complex(z)
    return _math.isfinite(z.real) and _math.isfinite(z.imag)


def isinf(z, /):
    z = _complex(z)
    return _math.isinf(z.real) or _math.isinf(z.imag)


def isnan(z, /):
    z = _complex(z)
    return _math.isnan(z.real) or _math.isnan(z.imag)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError("tolerances must be non-negative")
    a = _complex(a)
    b = _complex(b)
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    diff = abs(a - b)
    return diff <= rel_tol * abs(b) or diff <= rel_tol * abs(a) or diff <= abs_tol


def phase(z, /):
    z = _complex(z)
    return _math.atan2(z.imag, z.real)


def polar(z, /):
    z = _complex(z)
    return (abs(z), _math.atan2(z.imag, z.real))


def rect(r, phi, /):
    if not (_math.isfinite(r) and _math.isfinite(phi)):
        raise NotImplementedError("cmath is not available here for infinities and nan")
    if phi == 0:
        return complex(float(r), r * float(phi))
    return complex(r * _math.cos(phi), r * _math.sin(phi))


def sqrt(z, /):
    z = _finite(z)
    if z.real == 0 and z.imag == 0:
        return complex(0.0, z.imag)
    x = abs(z.real)
    y = abs(z.imag)
    if x < _TINY and y < _TINY:
        x = _math.ldexp(x, 53)
        s = _math.ldexp(_math.sqrt(x + _hypot(x, _math.ldexp(y, 53))), -27)
    else:
        x /= 8.0
        s = 2.0 * _math.sqrt(x + _hypot(x, y / 8.0))
    d = y / (2.0 * s)
    if z.real >= 0:
        return complex(s, _math.copysign(d, z.imag))
    return complex(d, _math.copysign(s, z.imag))


def exp(z, /):
    z = _finite(z)
    if z.real > _LOG_LARGE:
        n = _math.exp(z.real - 1.0)
        return _result(n * _math.cos(z.imag) * e, n * _math.sin(z.imag) * e)
    n = _math.exp(z.real)
    return _result(n * _math.cos(z.imag), n * _math.sin(z.imag))


def _log(z):
    z = _finite(z)
    x = abs(z.real)
    y = abs(z.imag)
    if x > _LARGE or y > _LARGE:
        real = _math.log(_hypot(x / 2.0, y / 2.0)) + _LN2
    elif x < _TINY and y < _TINY:
        if x == 0 and y == 0:
            raise ValueError("math domain error")
        real = _math.log(_hypot(_math.ldexp(x, 53), _math.ldexp(y, 53))) - 53 * _LN2
    else:
        h = _hypot(x, y)
        if 0.71 <= h <= 1.73:
            more = max(x, y)
            less = min(x, y)
            real = _math.log1p((more - 1) * (more + 1) + less * less) / 2.0
        else:
            real = _math.log(h)
    return complex(real, _math.atan2(z.imag, z.real))


def log(z, base=None, /):
    if base is None:
        return _log(z)
    if z == 0:
        raise NotImplementedError("cmath.log of 0 with a base is not available here")
    divisor = _log(base)
    if divisor == 0:
        raise ValueError("math domain error")
    return _log(z) / divisor


def log10(z, /):
    n = _log(z)
    return complex(n.real / 2.302585092994046, n.imag / 2.302585092994046)


def cosh(z, /):
    z = _finite(z)
    if abs(z.real) > _LOG_LARGE:
        x = z.real - _math.copysign(1.0, z.real)
        return _result(_math.cos(z.imag) * _math.cosh(x) * e, _math.sin(z.imag) * _math.sinh(x) * e)
    return complex(_math.cos(z.imag) * _math.cosh(z.real), _math.sin(z.imag) * _math.sinh(z.real))


def sinh(z, /):
    z = _finite(z)
    if abs(z.real) > _LOG_LARGE:
        x = z.real - _math.copysign(1.0, z.real)
        return _result(_math.cos(z.imag) * _math.sinh(x) * e, _math.sin(z.imag) * _math.cosh(x) * e)
    return complex(_math.cos(z.imag) * _math.sinh(z.real), _math.sin(z.imag) * _math.cosh(z.real))


def tanh(z, /):
    z = _finite(z)
    if abs(z.real) > _LOG_LARGE:
        imag = 4.0 * _math.sin(z.imag) * _math.cos(z.imag) * _math.exp(-2.0 * abs(z.real))
        return complex(_math.copysign(1.0, z.real), imag)
    x = _math.tanh(z.real)
    y = _math.tan(z.imag)
    c = 1.0 / _math.cosh(z.real)
    both = x * y
    scale = 1.0 + both * both
    return complex(x * (1.0 + y * y) / scale, y / scale * c * c)


def cos(z, /):
    z = _finite(z)
    return cosh(complex(-z.imag, z.real))


def sin(z, /):
    z = _finite(z)
    r = sinh(complex(-z.imag, z.real))
    return complex(r.imag, -r.real)


def tan(z, /):
    z = _finite(z)
    r = tanh(complex(-z.imag, z.real))
    return complex(r.imag, -r.real)


def acos(z, /):
    z = _finite(z)
    if abs(z.real) > _LARGE or abs(z.imag) > _LARGE:
        size = _math.log(_hypot(z.real / 2.0, z.imag / 2.0)) + _LN2 * 2.0
        return complex(_math.atan2(abs(z.imag), z.real), -_math.copysign(size, z.imag))
    a = sqrt(complex(1.0 - z.real, -z.imag))
    b = sqrt(complex(1.0 + z.real, z.imag))
    return complex(2.0 * _math.atan2(a.real, b.real), _math.asinh(b.real * a.imag - b.imag * a.real))


def acosh(z, /):
    z = _finite(z)
    if abs(z.real) > _LARGE or abs(z.imag) > _LARGE:
        size = _math.log(_hypot(z.real / 2.0, z.imag / 2.0)) + _LN2 * 2.0
        return complex(size, _math.atan2(z.imag, z.real))
    a = sqrt(complex(z.real - 1.0, z.imag))
    b = sqrt(complex(z.real + 1.0, z.imag))
    return complex(_math.asinh(a.real * b.real + a.imag * b.imag), 2.0 * _math.atan2(a.imag, b.real))


def asinh(z, /):
    z = _finite(z)
    if abs(z.real) > _LARGE or abs(z.imag) > _LARGE:
        size = _math.log(_hypot(z.real / 2.0, z.imag / 2.0)) + _LN2 * 2.0
        return complex(_math.copysign(size, z.real), _math.atan2(z.imag, abs(z.real)))
    a = sqrt(complex(1.0 + z.imag, -z.real))
    b = sqrt(complex(1.0 - z.imag, z.real))
    return complex(
        _math.asinh(a.real * b.imag - b.real * a.imag), _math.atan2(z.imag, a.real * b.real - a.imag * b.imag)
    )


def asin(z, /):
    z = _finite(z)
    r = asinh(complex(-z.imag, z.real))
    return complex(r.imag, -r.real)


def atanh(z, /):
    z = _finite(z)
    if z.real < 0 or z.real == 0 and _math.copysign(1.0, z.real) < 0:
        r = atanh(complex(-z.real, -z.imag))
        return complex(-r.real, -r.imag)
    y = abs(z.imag)
    if z.real > _SQRT_LARGE or y > _SQRT_LARGE:
        h = _hypot(z.real / 2.0, y / 2.0)
        return complex(z.real / 4.0 / h / h, -_math.copysign(pi / 2.0, -z.imag))
    if z.real == 1 and y < _SQRT_TINY:
        if y == 0:
            raise ValueError("math domain error")
        real = -_math.log(_math.sqrt(y) / _math.sqrt(_hypot(y, 2.0)))
        return complex(real, _math.copysign(_math.atan2(2.0, -y) / 2.0, z.imag))
    real = _math.log1p(4.0 * z.real / ((1 - z.real) * (1 - z.real) + y * y)) / 4.0
    return complex(real, -_math.atan2(-2.0 * z.imag, (1 - z.real) * (1 + z.real) - y * y) / 2.0)


def atan(z, /):
    z = _finite(z)
    r = atanh(complex(-z.imag, z.real))
    return complex(r.imag, -r.real)
