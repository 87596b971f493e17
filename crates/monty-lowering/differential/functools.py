IMPORTS = """import functools
from functools import cmp_to_key, lru_cache, partial, reduce, singledispatch, total_ordering

def show_all(*args, **kwargs):
    return (args, sorted(kwargs.items()))

def cached(calls, **options):
    seen = []
    @lru_cache(**options)
    def f(x, y=0):
        seen.append(x)
        return (x, y)
    results = [f(*a) for a in calls]
    return (results, seen, tuple(f.cache_info()))

@singledispatch
def kind(x):
    return "other"

@kind.register(int)
def _(x):
    return "int"

@kind.register(list)
@kind.register(tuple)
def _(x):
    return "sequence"

@kind.register
def _(x: str):
    return "text"

@total_ordering
class Version:
    def __init__(self, *parts):
        self.parts = parts
    def __eq__(self, other):
        return self.parts == other.parts
    def __lt__(self, other):
        return self.parts < other.parts
    def __repr__(self):
        return "v" + ".".join(map(str, self.parts))

class Lazy:
    made = 0
    @functools.cached_property
    def value(self):
        Lazy.made += 1
        return len(self.__dict__)
    double = functools.partialmethod(lambda self, x, y=1: (x, y), 2)

def traced(f):
    @functools.wraps(f)
    def inner(*args):
        return f(*args) + 1
    return inner

@traced
def documented(x):
    \"\"\"Adds.\"\"\"
    return x"""


def expression(choose):
    numbers = [choose.randint(-5, 9) for _ in range(choose.randint(0, 6))]
    one, other = choose.randint(0, 4), choose.randint(0, 4)
    calls = [[choose.randint(0, 3)] + [choose.randint(0, 1)] * choose.randint(0, 1) for _ in range(choose.randint(0, 8))]
    version = f"Version({one}, {choose.randint(0, 2)})"
    return choose.choice([
        f"reduce(lambda a, b: a * 2 + b, {numbers})", f"reduce(lambda a, b: a - b, {numbers}, {one})", f"reduce(max, {numbers})",
        f"partial(show_all, {one}, k={other})({choose.choice(['', '5', 'k=9', '7, z=1', '*[1, 2]'])})",
        f"partial(partial(show_all, 1, a=2), {one}, b=3)(4, a={other})", f"partial(show_all, {one}).args",
        f"partial(show_all, k={one}).keywords", f"sorted({numbers}, key=cmp_to_key(lambda a, b: b - a))",
        f"sorted({numbers}, key=cmp_to_key(lambda a, b: (a % 3 > b % 3) - (a % 3 < b % 3)))", f"max({numbers + [1]}, key=cmp_to_key(lambda a, b: b - a))",
        f"cached({calls}, maxsize={choose.choice(['None', '0', '1', '2', '128'])})", f"cached({calls}, maxsize=2, typed={choose.choice(['True', 'False'])})",
        f"kind({choose.choice(['1', 'True', '[1]', '(1,)', repr('x'), '1.5', 'None', '{}'])})",
        f"{version} {choose.choice(['<', '<=', '>', '>=', '==', '!='])} Version({other}, {choose.randint(0, 2)})",
        f"sorted([{version}, Version({other}), Version(1, 1)])", f"max([{version}, Version({other}, 9)])",
        "(lambda o: (o.value, o.value, o.__dict__))(Lazy())", f"Lazy().double({choose.choice(['', '5', 'y=7'])})",
        f"(documented({one}), documented.__name__, documented.__doc__, documented.__wrapped__({one}))",
        f"functools.cache(lambda x: x * {one})({other})",
        f"(lambda f: (f({one}), f({one}), f(x={one}), f.cache_info().hits, f.cache_clear(), f.cache_info().currsize))(lru_cache(lambda x: x))",
        f"reduce(lambda a, b: {{**a, b: a.get(b, 0) + 1}}, {numbers}, {{}})",
    ])
