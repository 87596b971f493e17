# Whole but for `partialmethod` and `singledispatchmethod`; `cmp_to_key` gives objects.
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
