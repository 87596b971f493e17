# `:=` in generator expressions that are lazy.
import re


def first(lines):
    return next((m for line in lines if (m := re.match(r"(\d+)", line))), None)


def second(lines):
    found = next((found for line in lines if (found := re.match(r"(\d+)", line))), None)
    if found is None:
        return "none"
    return found.group()


def gen(at):
    yield from (to for d in (1, -1) if (to := at + d) > 0)


print(first(["a", "12b"]).group(1), second(["x"]), second(["x", "7"]), list(gen(1)))
lazy = (y + k for x in range(5) if (y := x * 2) > 2 for k in (0, 100))
print(next(lazy), next(lazy), list(lazy))


class A:
    def longest(self, xs):
        return max((s for x in xs if (s := x.strip())), key=len, default="")


print(A().longest([" a", "", "bbb "]), repr(A().longest([" "])))
