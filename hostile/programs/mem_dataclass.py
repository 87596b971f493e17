from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: str
k = [P(i, "s" * 40) for i in range(10**9)]
