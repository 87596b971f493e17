from dataclasses import dataclass, field
@dataclass
class P:
    x: list = field(default_factory=lambda: [0] * 10**5)
k = []
while True: k.append(P())
