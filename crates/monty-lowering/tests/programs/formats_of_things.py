# `format` of what has no format, and templates that are not written where they are filled.
row = "{:<6}{:>8}|"
for values in [("a", 1), ("b", None), ("c", [1]), ("d", 2.5), ("e", True), ("f", {"k": 1}), ("g", ("x",))]:
    try:
        print(row.format(*values))
    except TypeError as e:
        print(e)
print("{n:>5} {d}".format(n="x", d={"a": 1}), "{d[a]:>4}".format(d={"a": 1}), "{0:<5}{1!r:>6}|".format("a", None))
for template, value in (("{d[a]:>4}", {"a": None}), ("{d:d}", None), ("{d:.2}", [1])):
    try:
        print(template.format(d=value))
    except TypeError as e:
        print(e)


class P:
    x = 4


try:
    print("{:>5}".format(P()))
except TypeError as e:
    print(e)
print("{0.x} {0.x:>4}".format(P()), "{:>5}|{}".format("a", None))
print((0.1).hex(), (1.0).hex(), (-2.5).hex(), (0.0).hex(), (5e-324).hex(), (1e308).hex(), b"ab".hex(), float("inf").hex())
