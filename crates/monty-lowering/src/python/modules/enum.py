# `Enum`, `IntEnum`, `StrEnum`, `Flag`, `IntFlag`, `auto`, `unique`, `member` and `nonmember`.
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, member, nonmember, unique
