import dataclasses
from dataclasses import asdict, field, fields, make_dataclass

P = make_dataclass("P", ["x", ("y", int), ("z", int, field(default=5)), ("l", list, field(default_factory=list))])
p = P(1, 2)
print(p, p == P(1, 2), asdict(p), [f.name for f in fields(P)], P.__name__)
Q = make_dataclass("Q", [("a", int)], frozen=True, namespace={"double": lambda self: self.a * 2})
print(Q(4).double(), Q(1))
try:
    Q(1).a = 2
except Exception as e:
    print(type(e).__name__, e)
columns = ["id", "name"]
Row = dataclasses.make_dataclass("Row", columns)
print(Row(1, "a"), Row(id=2, name="b").name, isinstance(Row(1, 2), Row))
try:
    Row(1)
except TypeError as e:
    print(e)
