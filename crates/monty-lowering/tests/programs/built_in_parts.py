print((3).real, (3).imag, (2.5).real, (3).numerator, (3).denominator, True.real)
import math

x = 10
print(x.bit_length(), x.__class__.__name__, "a".__len__(), [1].__contains__(1), {}.__class__)
print("abc".__getitem__(0), [1, 2].__iter__().__next__())
d = {"a": 1}
print(d.__contains__("a"), d.__getitem__("a"), d.__len__())
print(int.__name__, len.__name__, print.__name__, type(None).__name__, type(...).__name__, type(lambda: 0).__name__, type(len).__name__, type(print), type(int))
print(range(3).start, range(1, 10, 2)[1:], slice(1, 2).start, (1, 2).count(1), "x".join(["a"]).isidentifier())
print(str(1 == 1), repr("it's"), ascii("é"), hex(255), oct(8), bin(5), chr(9731), ord("a"), format(3.14159, ".2f"))
print(sorted({"b": 1, "a": 2}), sorted("hello", reverse=True), list(reversed([1, 2])), sum([[1], [2]], []), min("b", "a"), max([1, 5], default=0), max([], default=0))
print(any([]), all([]), abs(-3), pow(2, 10), pow(2, 10, 1000), round(3.14159, 2), divmod(7, 3), hash(1) == hash(1.0), id(x) == id(x), callable(len), isinstance(True, int))
print("%5.2f|%-5s|%05d|%x|%e|%%" % (3.14159, "ab", 42, 255, 12345.678))
print("{:>10}|{:<10}|{:^10}|{:*^10}|{:+d}|{:,}|{:.2%}|{:b}|{:o}|{:X}|{:e}".format("a", "b", "c", "d", 5, 1234567, 0.25, 5, 8, 255, 1234.5))
print("{0} {1} {0} {name} {lst[0]}".format(1, 2, name="n", lst=[9]))
print("a,b,,c".split(","), " a b ".split(), "a-b-c".rsplit("-", 1), "abc".partition("b"), "a\nb\r\nc".splitlines(), "Hello".swapcase(), "hello world".title(), "abc".center(9, "*"), "42".zfill(5), "aXbX".replace("X", "-", 1), "abcabc".rfind("b"), "tEST".capitalize(), "abc".isalpha(), "12".isdigit(), "  x".lstrip(), "xxabcxx".strip("x"), "abc".startswith(("x", "a")), "a.b".removeprefix("a."), "abc"[::-1], "abc"[-2:], "ß".casefold(), "a\tb".expandtabs(4))
