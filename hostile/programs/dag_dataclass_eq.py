from dataclasses import dataclass
@dataclass
class P:
    a: object
    b: object
x, y = P(1, 1), P(1, 1)
for i in range(40): x, y = P(x, x), P(y, y)
x == y
