from dataclasses import dataclass
@dataclass
class P:
    a: object
    b: object
x = P(1, 1)
for i in range(40): x = P(x, x)
x
