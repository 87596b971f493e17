from dataclasses import dataclass
@dataclass
class P:
    a: object = None
p, q = P(), P()
p.a, q.a = p, q
p == q
