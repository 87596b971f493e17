# What goes through items by their truth asks classes that say what is true of them.
class V:
    def __init__(self, n): self.n = n
    def __bool__(self): return self.n > 0
    def __repr__(self): return f"V{self.n}"
xs = [V(0), V(2)]
print(list(filter(None, xs)), list(filter(bool, xs)), [*filter(None, xs)], tuple(filter(lambda v: v, xs)), list(map(bool, xs)), sorted(xs, key=bool), max(xs, key=bool))
print(list(filter(V.__bool__, xs)), sum(map(bool, xs)), any(xs), all(xs), any(x for x in xs), list(map(lambda v: not v, xs)))
import itertools as it
print(list(it.filterfalse(None, xs)), list(it.filterfalse(lambda x: x, xs)), list(it.takewhile(lambda x: x, xs)), list(it.dropwhile(bool, xs)), list(it.compress("ab", xs)), list(it.compress("ab", [V(0), V(1)])))
from operator import not_, truth
print(list(map(not_, xs)), truth(V(0)), [x for x in filter(None, xs)])
for x in filter(None, xs): print(x)
print(next(filter(None, xs), "none"), set(map(bool, xs)), dict(zip(map(bool, xs), xs)), len(list(filter(None, [V(0)]))))
f = filter(None, xs); print(next(f)); g = filter
print(list(g(None, xs)))
