# string.Formatter.


def part_0():
    import string
    class F(string.Formatter):
        def get_value(self, key, args, kwargs):
            if isinstance(key, str):
                return kwargs.get(key, "?")
            return super().get_value(key, args, kwargs)
    print(F().format("{a} {b} {0}", 1, a=2))
    print(string.Formatter().format("{:>5}|{x!r}", 3, x="q"))
    print(list(string.Formatter().parse("a{b!r:>{w}}c{{}}")))


part_0()


class Amount:
    def __format__(self, spec):
        return f"<{spec}>"


print("{:c} {}".format(Amount(), Amount()), f"{Amount():d}")
