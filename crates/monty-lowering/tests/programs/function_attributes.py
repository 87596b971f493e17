from functools import wraps
def counter():
    counter.calls += 1
    return counter.calls
counter.calls = 0
counter(); counter()
print(counter.calls, counter.__name__, hasattr(counter, "calls"), hasattr(counter, "nope"), getattr(counter, "calls"), getattr(counter, "x", 5))
def timed(f):
    @wraps(f)
    def wrapper(*args, **kwargs):
        "doc of wrapper"
        wrapper.calls += 1
        return f(*args, **kwargs)
    wrapper.calls = 0
    return wrapper
@timed
def add(a, b):
    """Adds."""
    return a + b
print(add(1, 2), add(3, 4), add.calls, add.__name__, add.__doc__, add.__wrapped__(1, 1))
def plain(f):
    def inner(*a):
        inner.count = getattr(inner, "count", 0) + 1
        return f(*a)
    return inner
@plain
def sub(a): return a
sub(1); sub(2)
print(sub.count, sub.__name__)
registry = {}
def register(name):
    def deco(f):
        f.command = name
        registry[name] = f
        return f
    return deco
@register("x")
def cmd(): return 1
print(cmd.command, registry["x"].command, [f.__name__ for f in registry.values()], vars(cmd) if False else "")
def route(path):
    def deco(f):
        f.routes = getattr(f, "routes", []) + [path]
        return f
    return deco
class Api:
    @route("/a")
    @route("/b")
    def get(self): return "got"
print(Api.get.routes, [n for n in ("get",) if hasattr(getattr(Api, n), "routes")])
f = lambda x: x
f.tag = "t"
print(f.tag, f.__name__)
try:
    cmd.nothing
except AttributeError as e:
    print(e)
setattr(cmd, "version", 2)
print(cmd.version, cmd.__dict__)
del cmd.version
print(hasattr(cmd, "version"))
cmd.__name__ = "renamed"
print(cmd.__name__, add.__qualname__, add.__module__)
