# Statements in class bodies.
import sys
from contextlib import nullcontext


class Config:
    if sys.version_info >= (3, 8):
        mode = "new"

        def describe(self):
            return f"{self.mode} {self.level}"

        @property
        def shown(self):
            return "<" + self.mode + ">"
    else:
        mode = "old"
    try:
        import no_such_module
    except ImportError:
        no_such_module = None
    handlers = {}
    for name in ("get", "post"):
        handlers[name] = name.upper()
    level = 0
    while level < 3:
        level += 1
    del name
    for last in (1, 2, 3):
        pass
    if level > 5:
        never = True
    with nullcontext(7) as seven:
        eight = seven + 1
    table = [handlers["get"], level]


print(Config.mode, Config().describe(), Config().shown, Config.no_such_module, Config.handlers, Config.level)
print(hasattr(Config, "name"), Config.last, hasattr(Config, "never"), Config.table, Config.seven, Config.eight)


class Derived(Config):
    for n in range(2):
        if n:
            flag = True

            def describe(self):
                return super().describe() + "!"


print(Derived().describe(), Derived.flag, Derived.n)
