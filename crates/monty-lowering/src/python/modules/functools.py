# Whole; `cmp_to_key` gives objects, and `register()` without a type reads the annotation where it decorates.
from functools import cache, cached_property, lru_cache, partial, reduce, singledispatch, total_ordering, update_wrapper, wraps


class _Key:
    def __init__(self, mycmp, obj):
        self.mycmp = mycmp
        self.obj = obj

    def __lt__(self, other):
        return self.mycmp(self.obj, other.obj) < 0

    def __le__(self, other):
        return self.mycmp(self.obj, other.obj) <= 0

    def __gt__(self, other):
        return self.mycmp(self.obj, other.obj) > 0

    def __ge__(self, other):
        return self.mycmp(self.obj, other.obj) >= 0

    def __eq__(self, other):
        return self.mycmp(self.obj, other.obj) == 0


def cmp_to_key(mycmp):
    return lambda obj: _Key(mycmp, obj)


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        func = self.func
        if hasattr(type(func), "__get__"):
            func = func.__get__(obj, cls)
        elif obj is not None:
            func = partial(func, obj)

        def call(*args, **keywords):
            return func(*self.args, *args, **{**self.keywords, **keywords})
        return call


class singledispatchmethod:
    def __init__(self, func):
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        def call(*args, **kwargs):
            method = self.dispatcher.dispatch(type(args[0]))
            return method(*args, **kwargs) if obj is None else method(obj, *args, **kwargs)
        return call
