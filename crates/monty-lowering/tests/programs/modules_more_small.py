import cmath
import keyword
import reprlib

a, b, c = 1, 2, 5
d = cmath.sqrt(b * b - 4 * a * c)
print((-b + d) / (2 * a), (-b - d) / (2 * a))
print(cmath.exp(1j * cmath.pi), cmath.phase(-1), cmath.polar(3 + 4j), cmath.rect(2, cmath.pi / 2))
print(cmath.log(1j), cmath.log(8, 2), cmath.log10(100), cmath.sin(1 + 1j), cmath.atanh(0.5j), cmath.acos(2))
print(cmath.isclose(1 + 1e-12j, 1), cmath.isnan(complex("nan")), cmath.isinf(cmath.infj), cmath.isfinite(1j), cmath.tau)
for call in (lambda: cmath.log(0), lambda: cmath.exp(1000), lambda: cmath.sqrt("4")):
    try:
        print(call())
    except (ValueError, OverflowError, TypeError) as error:
        print(type(error).__name__, error)

print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(9)}), reprlib.repr(10 ** 60))
print(reprlib.repr([[[[[[[1]]]]]]]), reprlib.repr({3, 1, 2}), reprlib.repr((1,)))
short = reprlib.Repr()
short.maxlist = 2
short.maxstring = 10
print(short.repr([1, 2, 3]), short.repr("abcdefghijklmnop"))


class Numbers(reprlib.Repr):
    def repr_int(self, x, level):
        return f"#{x}"


print(Numbers().repr([1, "a", {2: 3}]))


class Node:
    def __init__(self, value):
        self.value = value
        self.next = self

    @reprlib.recursive_repr()
    def __repr__(self):
        return f"Node({self.value}, {self.next!r})"


print(Node(1))
print(keyword.iskeyword("class"), keyword.iskeyword("klass"), keyword.issoftkeyword("match"), len(keyword.kwlist))
