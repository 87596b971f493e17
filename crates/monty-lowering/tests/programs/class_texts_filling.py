# Classes that fill templates, with conversions too; what has no format of its own.
class A:
    pass


class B(A):
    class Inner:
        pass


print("{}".format(A), "%r" % A, "%s" % (B,), "%r %s" % (int, B.Inner), "{!r}".format(A), "{!r:>24}|".format(B), "%(k)s %(k)r" % {"k": A})
Made = type("Made", (A,), {"x": 1})
print(Made, Made.__mro__, [Made], "{}".format([Made]), "%r" % [A, 1])


def told(show, *values):
    for value in values:
        try:
            print(show(value))
        except TypeError as error:
            print(error)


told(lambda v: f"{v:>8}|", "a", 1, 2.5, True, None, [1], (1,), {"k": 1}, {1}, b"x", A())
told(lambda v: f"{v:.2f}|", 1, 2.5, None, [1])
told(lambda v: format(v, "<6") + "|", "a", 1, None, [1])
print(f"{None!s:>6}|{[1]!r:<6}|{'x':^5}|{None}|{[1]}")
