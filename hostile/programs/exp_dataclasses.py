from dataclasses import dataclass
@dataclass
class P:
    a: int
[P(i) for i in range(10**5)]
