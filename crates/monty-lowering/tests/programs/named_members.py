# What named tuples have, taken off them.
from collections import namedtuple
P = namedtuple("P", "x y")
print(list(map(P._make, [(1, 2), (3, 4)])), [P(*t) for t in [(1, 2)]], P._make(range(2)))
f = P._make; print(f("ab")); r = P._replace
print(r(P(1, 2), x=5), list(map(P._asdict, [P(1, 2)])), P._fields)
import csv, io
print([r.y for r in map(P._make, csv.reader(io.StringIO("1,2\n3,4")))])
