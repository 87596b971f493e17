from __future__ import annotations

from dataclasses import dataclass, fields
from typing import get_type_hints


@dataclass
class P:
    a: int
    b: list[P] | None = None


print([(f.name, f.type) for f in fields(P)])
print(get_type_hints(P)["a"], P.__annotations__)
