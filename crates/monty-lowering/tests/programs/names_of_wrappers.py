import functools
import math


def timed(fn):
    @functools.wraps(fn)
    def w(*a):
        return fn(*a)
    return w


@timed
@functools.lru_cache(maxsize=None)
def fib(n):
    "Fibonacci."
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@functools.cache
def square(x):
    return x * x


print(fib(20), fib.__name__, fib.__doc__, square(3), square.__name__, square.cache_info())


def log(fn):
    def w(*a, **k):
        print(f"-> {fn.__name__}{a}")
        return fn(*a, **k)
    return w


print(list(map(log(len), ["ab"])), log(str.upper)("x"), log(math.sqrt)(4), log(print)("hi"))
print([f.__name__ for f in [math.sqrt, abs, len, str.upper, sorted, print, int]], str.upper, str.upper("q"))


class A:
    def m(self):
        pass

    @staticmethod
    def s():
        pass

    @classmethod
    def c(cls):
        pass


print(A.m.__name__, A().m.__name__, A.s.__name__, A.c.__name__, A.__name__)


class Counted:
    def __init__(self, fn):
        functools.update_wrapper(self, fn)
        self.fn = fn
        self.n = 0

    def __call__(self, *a):
        self.n += 1
        return self.fn(*a)


@Counted
def add(a, b):
    "Adds."
    return a + b


print(add(1, 2), add(3, 4), add.n, add.__name__, add.__doc__, add.__wrapped__(5, 6))
