import copy
import json
import math
import re


class Money(float):
    def __new__(cls, amount, currency="EUR"):
        self = super().__new__(cls, amount)
        self.currency = currency
        return self

    def __str__(self):
        return f"{self:.2f} {self.currency}"

    def __add__(self, other):
        return Money(float(self) + float(other), self.currency)


m = Money("12.5")
print(m, repr(m), m + 1, type(m + 1).__name__, m * 2, type(m * 2).__name__, 2 * m, -m, abs(Money(-1)), m / 5, m // 5, m % 5)
print(f"{m}", f"{m:.1f}", f"{m:>8}", "%.2f" % m, m == 12.5, m > 12, 13 > m, m <= m, hash(m) == hash(12.5), {m: 1}[12.5])
print(int(m), float(m), round(m), round(Money(2.675), 2), math.floor(m), math.sqrt(Money(4)), m ** 2, divmod(m, 5), bool(Money(0)))
print(sum([m, m]), max(m, Money(3)), sorted([m, Money(3, "USD"), 5])[0], isinstance(m, float), isinstance(m, int), m.is_integer())
print(json.dumps({"m": m}), m.currency, copy.copy(m).currency, type(float(m)).__name__)
try:
    m - "a"
except TypeError as e:
    print(e)


class UserId(int):
    """An int of a kind of its own."""

    def __repr__(self):
        return f"UserId({int(self)})"


u = UserId(7)
print(u, [u], u + 1, u * u, u == 7, 7 == u, u in [7], {7: "x"}[u], ["a", "b", "c"][UserId(1)], list(range(UserId(2))))
print(f"{u:03d}", f"{u}", "%d" % u, u & 3, u << 1, ~u, u.bit_length(), UserId("12"), u < 8, str(u), isinstance(u, int), bin(u))
try:
    UserId("x")
except ValueError as e:
    print(e)


class Email(str):
    def __new__(cls, text):
        if "@" not in text:
            raise ValueError(f"no address: {text!r}")
        return super().__new__(cls, text.lower())

    @property
    def domain(self):
        return self.split("@")[1]


e = Email("Ada@Example.com")
print(e, repr(e), e.domain, len(e), e[0], e[:3], e.upper(), e + "!", "<" + e, e == "ada@example.com", hash(e) == hash("ada@example.com"))
print({e: 1}["ada@example.com"], {"ada@example.com": 2}[e], e in ["ada@example.com"], "ada" in e, e.startswith("ada"), isinstance(e, str))
print(f"{e:>18}|", "%s" % e, ", ".join([e, "x"]), e < "b", sorted([e, "a"]), [c for c in e][:2], e.replace("a", "o"), bool(Email("@")))
print(json.dumps({e: e}), re.sub("a", "-", e), type(e.strip()).__name__, "-".join(e[:3]), e * 2, str.upper(e), e.title())
try:
    Email("nobody")
except ValueError as error:
    print(error)
print(list(map(Email, ["A@b", "C@d"])), [Email(x) for x in ("q@r",)], type(Email("a@b")) is Email)


class Celsius(float):
    @property
    def fahrenheit(self):
        return self * 9 / 5 + 32


print(Celsius(100).fahrenheit, Celsius(36.6), Celsius("1") == 1.0, Celsius(3).as_integer_ratio())


class Names(str):
    pass


print(Names("a b").split(), Names(5), Names(), Names("x").join("ab"), type(Names("a")).__name__)
