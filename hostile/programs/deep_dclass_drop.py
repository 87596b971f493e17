from collections import deque, namedtuple, defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import chain
T = namedtuple("T", "a")
@dataclass
class P:
    a: object
class A:
    def __init__(self, a): self.a = a
    def m(self): return 1
def cell(v): return lambda: v
def dd(v):
    d = defaultdict(list)
    d["a"] = v
    return d
x = []
for i in range(10**5): x = P(x)
x = None
1
