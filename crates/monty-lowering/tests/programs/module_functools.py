import functools
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
    """Adds."""
    return x

def show(number, call):
    try:
        print(number, repr(call()))
    except (TypeError, ZeroDivisionError) as error:
        # The machine has words of its own for these.
        print(number, type(error).__name__)
    except Exception as error:
        print(number, type(error).__name__, error)

show(0, lambda: Lazy().double())
show(1, lambda: (documented(0), documented.__name__, documented.__doc__, documented.__wrapped__(0)))
show(2, lambda: reduce(lambda a, b: a - b, [-2], 1))
show(3, lambda: partial(show_all, 3).args)
show(4, lambda: functools.cache(lambda x: x * 0)(0))
show(5, lambda: reduce(max, []))
show(6, lambda: (documented(4), documented.__name__, documented.__doc__, documented.__wrapped__(4)))
show(7, lambda: partial(partial(show_all, 1, a=2), 1, b=3)(4, a=0))
show(8, lambda: reduce(lambda a, b: {**a, b: a.get(b, 0) + 1}, [6, -5, 2, 6], {}))
show(9, lambda: sorted([4, 9], key=cmp_to_key(lambda a, b: (a % 3 > b % 3) - (a % 3 < b % 3))))
show(10, lambda: Lazy().double())
show(11, lambda: (lambda f: (f(3), f(3), f(x=3), f.cache_info().hits, f.cache_clear(), f.cache_info().currsize))(lru_cache(lambda x: x)))
show(12, lambda: functools.cache(lambda x: x * 0)(0))
show(13, lambda: max([2, 6, 5, 9, 2, 1], key=cmp_to_key(lambda a, b: b - a)))
show(14, lambda: cached([[3, 1]], maxsize=2))
show(15, lambda: (lambda o: (o.value, o.value, o.__dict__))(Lazy()))
show(16, lambda: sorted([2, 9], key=cmp_to_key(lambda a, b: (a % 3 > b % 3) - (a % 3 < b % 3))))
show(17, lambda: (lambda o: (o.value, o.value, o.__dict__))(Lazy()))
show(18, lambda: (lambda o: (o.value, o.value, o.__dict__))(Lazy()))
show(19, lambda: sorted([9, 3, 3], key=cmp_to_key(lambda a, b: b - a)))
show(20, lambda: max([Version(1, 1), Version(2, 9)]))
show(21, lambda: (lambda o: (o.value, o.value, o.__dict__))(Lazy()))
show(22, lambda: cached([[0, 0], [0, 0], [1, 0], [3], [3, 1], [0]], maxsize=2, typed=False))
show(23, lambda: reduce(lambda a, b: a * 2 + b, []))
show(24, lambda: reduce(lambda a, b: a - b, [0], 2))
show(25, lambda: Lazy().double())
show(26, lambda: reduce(lambda a, b: a * 2 + b, [6, -3, 7, 6]))
show(27, lambda: cached([[1, 1], [0], [3], [0]], maxsize=2, typed=False))
show(28, lambda: max([8, 7, 1], key=cmp_to_key(lambda a, b: b - a)))
show(29, lambda: max([3, -3, 1], key=cmp_to_key(lambda a, b: b - a)))
show(30, lambda: (documented(3), documented.__name__, documented.__doc__, documented.__wrapped__(3)))
show(31, lambda: reduce(lambda a, b: a - b, [-2, -4], 3))
show(32, lambda: reduce(lambda a, b: a * 2 + b, [-5, -2, 5]))
show(33, lambda: max([5, -5, 1], key=cmp_to_key(lambda a, b: b - a)))
show(34, lambda: partial(show_all, 3).args)
show(35, lambda: partial(show_all, k=1).keywords)
show(36, lambda: (documented(0), documented.__name__, documented.__doc__, documented.__wrapped__(0)))
show(37, lambda: reduce(lambda a, b: a - b, [6, -2, -2, 6, -3, 8], 1))
show(38, lambda: reduce(lambda a, b: {**a, b: a.get(b, 0) + 1}, [-5], {}))
show(39, lambda: reduce(lambda a, b: a * 2 + b, [-3, 9, 9]))
show(40, lambda: kind('x'))
show(41, lambda: sorted([], key=cmp_to_key(lambda a, b: (a % 3 > b % 3) - (a % 3 < b % 3))))
show(42, lambda: reduce(lambda a, b: a * 2 + b, [2, 1, -5, -1, 3, 9]))
show(43, lambda: partial(show_all, 2).args)
show(44, lambda: Lazy().double(y=7))
show(45, lambda: Version(3, 2) >= Version(1, 0))
show(46, lambda: sorted([4, 7, 7, 7, -2], key=cmp_to_key(lambda a, b: (a % 3 > b % 3) - (a % 3 < b % 3))))
show(47, lambda: kind(1))
show(48, lambda: reduce(max, [7]))
show(49, lambda: cached([[1, 1], [2, 1], [1], [0]], maxsize=0))
show(50, lambda: cached([[2], [0, 1], [3, 1], [2], [2], [1, 0], [1, 0], [0, 1]], maxsize=2, typed=False))
show(51, lambda: partial(show_all, 2, k=4)())
show(52, lambda: partial(show_all, 0).args)
show(53, lambda: functools.cache(lambda x: x * 1)(1))
show(54, lambda: partial(show_all, k=1).keywords)
show(55, lambda: (documented(4), documented.__name__, documented.__doc__, documented.__wrapped__(4)))
show(56, lambda: cached([[2, 0], [1], [2], [0, 0], [0, 1], [3, 0], [3], [2, 1]], maxsize=2, typed=True))
show(57, lambda: reduce(lambda a, b: {**a, b: a.get(b, 0) + 1}, [2, 5, 3, 7, -5, -2], {}))
show(58, lambda: partial(partial(show_all, 1, a=2), 3, b=3)(4, a=4))
show(59, lambda: sorted([-5], key=cmp_to_key(lambda a, b: (a % 3 > b % 3) - (a % 3 < b % 3))))
