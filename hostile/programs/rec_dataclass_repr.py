from dataclasses import dataclass
@dataclass
class P:
    a: object = None
p = P()
p.a = p
repr(p)
