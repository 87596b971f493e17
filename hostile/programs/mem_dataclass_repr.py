from dataclasses import dataclass
@dataclass
class P:
    x: object
p = P("x" * 10**6)
for i in range(10): p = P([p] * 10)
len(repr(p))
