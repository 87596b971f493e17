# Annotations that are texts, and what they mean.
from dataclasses import dataclass, fields
from typing import Dict, List, Literal, Optional, get_type_hints


@dataclass
class Node:
    name: "str"
    after: "Optional[Node]" = None
    parts: "List['Node']" = None
    kind: Literal["a", "b"] = "a"
    sizes: "dict[str, int]" = None
    maybe: "int | None" = None


def join(a: "int", b: "Dict[str, Node]" = None, *, c: float = 1.0) -> "bool":
    return True


hints = get_type_hints(Node)
print(hints["name"], hints["after"] == Optional[Node], hints["parts"] == List[Node], hints["kind"], hints["sizes"], hints["maybe"])
print([(f.name, f.type) for f in fields(Node)][:2])
print(get_type_hints(join)["a"], get_type_hints(join)["return"], get_type_hints(join)["b"] == Dict[str, Node])
print(join.__annotations__)


def check(o):
    for name, kind in get_type_hints(type(o)).items():
        if isinstance(kind, type) and not isinstance(getattr(o, name), kind):
            raise TypeError(f"{name} must be {kind.__name__}")


try:
    check(Node(5))
except TypeError as e:
    print(e)
