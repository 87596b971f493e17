# Whole. `correlation` knows the linear method only.
import math as _math
import random as _random
from bisect import bisect_left as _bisect_left, bisect_right as _bisect_right
from collections import Counter as _Counter, namedtuple as _namedtuple
from decimal import Decimal as _Decimal


class StatisticsError(ValueError):
    pass


LinearRegression = _namedtuple("LinearRegression", ["slope", "intercept"])


# Sums are exact: a number is a numerator and a denominator, and is rounded once at the end.
def _ratio(x):
    if type(x) is float:
        m, e = _math.frexp(x)
        n = int(m * 9007199254740992.0)
        e -= 53
        return (n << e, 1) if e >= 0 else (n, 1 << -e)
    if type(x) is int:
        return (x, 1)
    if type(x) is bool:
        return (int(x), 1)
    if type(x) is _Decimal:
        return x.as_integer_ratio()
    if hasattr(x, "numerator"):
        return (x.numerator, x.denominator)
    raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")


def _kind(data):
    """The type that a result has, as the sum of the data's types."""
    kind = None
    for x in data:
        t = type(x)
        if t is bool:
            t = int
        if kind is None or t is kind:
            kind = t
        elif kind is int:
            kind = t
        elif t is int:
            pass
        elif kind is float and t is not _Decimal or t is float and kind is not _Decimal:
            kind = float
        else:
            raise TypeError(f"don't know how to coerce {kind.__name__} and {t.__name__}")
    return int if kind is None else kind


def _reduced(n, d):
    g = _math.gcd(n, d)
    if d < 0:
        g = -g
    return (n // g, d // g)


def _odd(data):
    """The infinity or NaN that a sum comes to, if it does."""
    total = None
    for x in data:
        if (type(x) is float or type(x) is _Decimal) and x - x != 0:
            total = x if total is None else total + x
    return total


def _sum(data):
    """Numerator and denominator of an exact sum; the denominator is 0 where it is not finite."""
    kinds = lo__types(data)
    if kinds == {int}:
        return (int, sum(data), 1)
    kind = float if kinds == {float} else _kind(data)
    if kinds == {float}:
        try:
            parts = [_math.fsum(data)]
            if parts[0] - parts[0] == 0:
                while True:
                    rest = _math.fsum(data + [-part for part in parts])
                    if rest == 0:
                        break
                    parts.append(rest)
                n, d = _total(parts)
                return (kind, n, d)
        except (OverflowError, ValueError):
            pass
    odd = _odd(data)
    if odd is not None:
        return (kind, odd, 0)
    n, d = _total(data)
    return (kind, n, d)


def _total(data):
    partials = {}
    for x in data:
        n, d = _ratio(x)
        partials[d] = partials.get(d, 0) + n
    num = 0
    den = 1
    for d, n in partials.items():
        num = num * d + n * den
        den *= d
        if den.bit_length() > 4000:
            num, den = _reduced(num, den)
    return _reduced(num, den)


def _converted(n, d, kind):
    if d == 0:
        return n
    if kind is int:
        n, d = _reduced(n, d)
        return n if d == 1 else _quotient(n, d)
    if kind is float:
        return _quotient(n, d)
    if kind is _Decimal:
        n, d = _reduced(n, d)
        return _Decimal(n) / _Decimal(d)
    return kind(n, d)


def _quotient(n, d):
    """n / d, rounded once."""
    if n == 0:
        return 0.0
    negative = (n < 0) != (d < 0)
    n = abs(n)
    d = abs(d)
    shift = n.bit_length() - d.bit_length()
    if n.bit_length() <= 53 and d.bit_length() <= 53:
        q = n / d
        return -q if negative else q
    # 66 bits of quotient, the last of which tells whether anything is left.
    shift = max(shift - 64, -1140)
    if shift >= 0:
        d <<= shift
    else:
        n <<= -shift
    q, rest = divmod(n, d)
    if shift > -1140:
        drop = q.bit_length() - 53
        half = 1 << (drop - 1)
        low = q & ((1 << drop) - 1)
        q >>= drop
        if low > half or low == half and (rest or q & 1):
            q += 1
        shift += drop
    else:
        # Below the smallest normal numbers, bits go by place and not by count.
        drop = max(q.bit_length() - 53, 1140 - 1074)
        half = 1 << (drop - 1)
        low = q & ((1 << drop) - 1)
        q >>= drop
        if low > half or low == half and (rest or q & 1):
            q += 1
        shift += drop
    if q.bit_length() + shift > 1024:
        raise OverflowError("integer division result too large for a float")
    q = _math.ldexp(float(q), shift)
    return -q if negative else q


def _root(n, d):
    """The square root of n / d, rounded once."""
    if n == 0:
        return 0.0
    shift = (n.bit_length() - d.bit_length() - 109) // 2
    if shift >= 0:
        m = n // (d << 2 * shift)
        exact = m * (d << 2 * shift) == n
        a = _math.isqrt(m)
    else:
        m = (n << -2 * shift) // d
        exact = m * d == n << -2 * shift
        a = _math.isqrt(m)
    if not (exact and a * a == m):
        a |= 1
    if shift >= 0:
        return _quotient(a << shift, 1)
    return _quotient(a, 1 << -shift)


def _decimal_root(n, d):
    n, d = _reduced(n, d)
    if n == 0:
        return _Decimal("0.0")
    root = (_Decimal(n) / _Decimal(d)).sqrt()
    step = _Decimal((0, (1,), root.as_tuple().exponent))
    for other, sign in ((root + step, 1), (root - step, -1)):
        # Whether n / d lies beyond the middle between the two.
        a, b = root.as_integer_ratio()
        e, f = other.as_integer_ratio()
        if sign * (4 * n * (b * f) ** 2 - d * (b * e + f * a) ** 2) > 0:
            return other
    return root


def _quick_mean(data):
    """The mean of floats by two sums, where what these leave out cannot change how it is rounded; else nothing."""
    try:
        first = _math.fsum(data)
        if first - first != 0:
            return None
        second = _math.fsum(data + [-first])
    except (OverflowError, ValueError):
        return None
    size = len(data)
    if second == 0:
        n, d = _ratio(first)
        return _quotient(n, d * size)
    n, d = _total([first, second])
    # What is left out is less than a bit of the second sum.
    most, scale = _total([_math.ulp(second)])
    low = _quotient(n * scale - most * d, d * scale * size)
    return low if low == _quotient(n * scale + most * d, d * scale * size) else None


def mean(data):
    if type(data) is not list:
        data = list(data)
    if not data:
        raise StatisticsError("mean requires at least one data point")
    if type(data[0]) is float and lo__types(data) == {float}:
        quick = _quick_mean(data)
        if quick is not None:
            return quick
    kind, n, d = _sum(data)
    if d == 0:
        return n / len(data)
    return _converted(n, d * len(data), kind)


def fmean(data, weights=None):
    data = list(data)
    if weights is None:
        if not data:
            raise StatisticsError("fmean requires at least one data point")
        return _math.fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    total = _math.fsum([x * w for x, w in zip(data, weights)])
    weight = _math.fsum(weights)
    if not weight:
        raise StatisticsError("sum of weights must be non-zero")
    return total / weight


def geometric_mean(data):
    try:
        return _math.exp(fmean([_math.log(x) for x in data]))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    data = list(data)
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    message = "harmonic mean does not support negative values"
    if len(data) == 1 and weights is None:
        x = data[0]
        if type(x) is str or not hasattr(x, "numerator") and type(x) not in (int, float, bool, _Decimal):
            raise TypeError("unsupported type")
        if x < 0:
            raise StatisticsError(message)
        return x
    if weights is None:
        weights = [1] * len(data)
        weight = len(data)
    else:
        weights = list(weights)
        if len(weights) != len(data):
            raise StatisticsError("Number of weights does not match data size")
        for w in weights:
            if w < 0:
                raise StatisticsError(message)
        kind, n, d = _sum(weights)
        weight = _converted(n, d, kind)
    parts = []
    try:
        for w, x in zip(weights, data):
            if x < 0:
                raise StatisticsError(message)
            parts.append(w / x if w else 0)
    except ZeroDivisionError:
        return 0
    kind, n, d = _sum(parts)
    if n <= 0 and d:
        raise StatisticsError("Weighted sum must be positive")
    if d == 0:
        return weight / n
    wn, wd = _ratio(weight)
    return _converted(wn * d, wd * n, kind)


def median(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    if n % 2 == 1:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[(n - 1) // 2]


def median_high(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[n // 2]


def median_grouped(data, interval=1):
    data = sorted(data)
    n = len(data)
    if not n:
        raise StatisticsError("no median for empty data")
    x = data[n // 2]
    below = _bisect_left(data, x)
    same = _bisect_right(data, x, below) - below
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    lower = x - interval / 2.0
    return lower + interval * (n / 2 - below) / same


def mode(data):
    pairs = _Counter(data).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    counts = _Counter(data)
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    result = []
    if method == "inclusive":
        m = size - 1
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        m = size + 1
        for i in range(1, n):
            j = i * m // n
            j = 1 if j < 1 else size - 1 if j > size - 1 else j
            delta = i * m - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


def _squares(data, center=None):
    """The kind and the exact sum of squares of what differs from the center, or from the mean."""
    if center is not None:
        return _sum([(x - center) * (x - center) for x in data])
    kind = _kind(data)
    odd = _odd(data)
    if odd is not None:
        return (kind, odd, 0)
    plain = {}
    square = {}
    for x in data:
        n, d = _ratio(x)
        plain[d] = plain.get(d, 0) + n
        square[d] = square.get(d, 0) + n * n
    den = 1
    for d in plain:
        den = den * d // _math.gcd(den, d)
    sx = 0
    sxx = 0
    for d, n in plain.items():
        sx += n * (den // d)
        sxx += square[d] * (den // d) * (den // d)
    count = len(data)
    n, d = _reduced(count * sxx - sx * sx, count * den * den) if count else (0, 1)
    return (kind, n, d)


def variance(data, xbar=None):
    data = list(data)
    kind, n, d = _squares(data, xbar)
    if len(data) < 2:
        raise StatisticsError("variance requires at least two data points")
    return _converted(n, d * (len(data) - 1), kind)


def pvariance(data, mu=None):
    data = list(data)
    kind, n, d = _squares(data, mu)
    if len(data) < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _converted(n, d * len(data), kind)


def stdev(data, xbar=None):
    data = list(data)
    kind, n, d = _squares(data, xbar)
    if len(data) < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _deviation(kind, n, d * (len(data) - 1))


def pstdev(data, mu=None):
    data = list(data)
    kind, n, d = _squares(data, mu)
    if len(data) < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return _deviation(kind, n, d * len(data))


def _deviation(kind, n, d):
    if d == 0:
        raise AttributeError("'float' object has no attribute 'numerator'")
    if kind is _Decimal:
        return _decimal_root(n, d)
    n, d = _reduced(n, d)
    return _root(n, d)


def covariance(x, y, /):
    n = len(x)
    if len(y) != n:
        raise StatisticsError("covariance requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("covariance requires at least two data points")
    xbar = _math.fsum(x) / n
    ybar = _math.fsum(y) / n
    return _math.fsum([(a - xbar) * (b - ybar) for a, b in zip(x, y)]) / (n - 1)


def correlation(x, y, /):
    n = len(x)
    if len(y) != n:
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("correlation requires at least two data points")
    xbar = _math.fsum(x) / n
    ybar = _math.fsum(y) / n
    sxy = _math.fsum([(a - xbar) * (b - ybar) for a, b in zip(x, y)])
    sxx = _math.fsum([(a - xbar) * (a - xbar) for a in x])
    syy = _math.fsum([(b - ybar) * (b - ybar) for b in y])
    try:
        return sxy / _math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant")


def linear_regression(x, y, /, *, proportional=False):
    n = len(x)
    if len(y) != n:
        raise StatisticsError("linear regression requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("linear regression requires at least two data points")
    if proportional:
        sxy = _math.fsum([a * b for a, b in zip(x, y)])
        sxx = _math.fsum([a * a for a in x])
    else:
        xbar = _math.fsum(x) / n
        ybar = _math.fsum(y) / n
        sxy = _math.fsum([(a - xbar) * (b - ybar) for a, b in zip(x, y)])
        sxx = _math.fsum([(a - xbar) * (a - xbar) for a in x])
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError("x is constant")
    intercept = 0.0 if proportional else ybar - slope * xbar
    return LinearRegression(slope=slope, intercept=intercept)


# Wichura's algorithm AS241: coefficients of two polynomials, highest power first, for each of three ranges.
_MIDDLE = (
    (2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
     1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0),
    (5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
     5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0),
)
_NEAR = (
    (7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
     3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0),
    (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
     6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0),
)
_FAR = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
     2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0),
    (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
     1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0),
)


def _polynomial(coefficients, x):
    total = coefficients[0]
    for c in coefficients[1:]:
        total = total * x + c
    return total


def _inverse(p, mu, sigma):
    q = p - 0.5
    if _math.fabs(q) <= 0.425:
        r = 0.180625 - q * q
        x = _polynomial(_MIDDLE[0], r) * q / _polynomial(_MIDDLE[1], r)
        return mu + x * sigma
    r = p if q <= 0.0 else 1.0 - p
    r = _math.sqrt(-_math.log(r))
    if r <= 5.0:
        r = r - 1.6
        x = _polynomial(_NEAR[0], r) / _polynomial(_NEAR[1], r)
    else:
        r = r - 5.0
        x = _polynomial(_FAR[0], r) / _polynomial(_FAR[1], r)
    if q < 0.0:
        x = -x
    return mu + x * sigma


class NormalDist:
    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        data = list(data)
        if len(data) < 2:
            raise StatisticsError("stdev requires at least two data points")
        return cls(float(mean(data)), stdev(data))

    def samples(self, n, *, seed=None):
        gauss = _random.gauss if seed is None else _random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for i in range(n)]

    def pdf(self, x):
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        diff = x - self._mu
        return _math.exp(diff * diff / (-2.0 * variance)) / _math.sqrt(_math.tau * variance)

    def cdf(self, x):
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + _math.erf((x - self._mu) / (self._sigma * _math.sqrt(2.0))))

    def inv_cdf(self, p):
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        if self._sigma <= 0.0:
            raise StatisticsError("cdf() not defined when sigma at or below zero")
        return _inverse(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        X, Y = self, other
        if (Y._sigma, Y._mu) < (X._sigma, X._mu):
            X, Y = Y, X
        xv = X._sigma * X._sigma
        yv = Y._sigma * Y._sigma
        if not xv or not yv:
            raise StatisticsError("overlap() not defined when sigma is zero")
        dv = yv - xv
        dm = _math.fabs(Y._mu - X._mu)
        if not dv:
            return 1.0 - _math.erf(dm / (2.0 * X._sigma * _math.sqrt(2.0)))
        a = X._mu * yv - Y._mu * xv
        b = X._sigma * Y._sigma * _math.sqrt(dm * dm + dv * _math.log(yv / xv))
        x1 = (a + b) / dv
        x2 = (a - b) / dv
        return 1.0 - (_math.fabs(Y.cdf(x1) - X.cdf(x1)) + _math.fabs(Y.cdf(x2) - X.cdf(x2)))

    def zscore(self, x):
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        return self._mu

    @property
    def median(self):
        return self._mu

    @property
    def mode(self):
        return self._mu

    @property
    def stdev(self):
        return self._sigma

    @property
    def variance(self):
        return self._sigma * self._sigma

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, _math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, _math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * _math.fabs(other))

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / _math.fabs(other))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    def __radd__(self, other):
        return self + other

    def __rsub__(self, other):
        return -(self - other)

    def __rmul__(self, other):
        return self * other

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"NormalDist(mu={self._mu!r}, sigma={self._sigma!r})"
