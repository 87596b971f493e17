from collections import namedtuple
T = namedtuple("T", "a b")
x = [T("a" * 50, i) for i in range(10**9)]
