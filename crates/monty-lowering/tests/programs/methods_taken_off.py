# Methods that were taken off an object, and what they tell of themselves.
class D:
    def f(self):
        "doc f"
    @property
    def p(self):
        """doc p"""
        return 1
    @classmethod
    def c(cls): "doc c"
    @staticmethod
    def s(): "doc s"
    def n(self): pass
import functools
def deco(f):
    @functools.wraps(f)
    def w(*a): return f(*a)
    return w
class E(D):
    @deco
    def g(self):
        "doc g"
d = D(); e = E()
print(d.f.__doc__, D.f.__doc__, D.p.__doc__, d.c.__doc__, D.c.__doc__, d.s.__doc__, D.s.__doc__, d.n.__doc__, e.g.__doc__, E.g.__doc__, e.f.__doc__, e.g.__name__)
m = d.f; print(m.__doc__); fs = [d.f, e.g, D.s]; print([f.__doc__ for f in fs], getattr(d, "f").__doc__, [getattr(e, n).__doc__ for n in ("f", "g")])
def tool(fn): return fn.__name__, (fn.__doc__ or "").strip()
print(tool(d.f), tool(e.g), tool(D.f), tool(e.n))


# What a decorator sets on methods is seen on those of objects.
def route(path, **options):
    def mark(f):
        f.route = path
        f.options = options
        return f
    return mark


class Api:
    @route("/", cached=True)
    def index(self):
        """The first page."""
        return "index"

    @route("/users")
    def users(self, limit=10):
        return f"users {limit}"

    def plain(self):
        return "plain"

    def routes(self):
        found = {}
        for name in dir(self):
            method = getattr(self, name)
            if callable(method) and hasattr(method, "route"):
                found[method.route] = method
        return found


api = Api()
for path, method in sorted(api.routes().items()):
    print(path, method.__name__, method.options, method.__doc__, method(), method.__self__ is api)
print(api.users(5), api.users == api.users, api.plain != api.users, len({api.users, api.users}), type(api.users).__name__)
print(api.index.__func__ is Api.index, api.index.route, getattr(api.plain, "route", "none"), getattr(api, "users")(limit=3))
handlers = {"plain": api.plain, "index": api.index}
print({name: (h.__name__, h.__qualname__) for name, h in handlers.items()})
import inspect
print([n for n, m in inspect.getmembers(api, inspect.ismethod) if hasattr(m, "route")], sorted(["bb", "a"], key=len))
