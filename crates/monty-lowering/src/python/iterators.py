# Iterators that are lazy and used up by one go.
class lo__Lazy:
    lo__name = "generator"

    def __init__(self, f, it):
        self.f = f
        self.it = it

    def __iter__(self):
        return self

    def __next__(self):
        for x in self.it:
            r = self.f(x)
            if r:
                return r[0]
        self.it = iter(())
        raise StopIteration

    def close(self):
        self.it = iter(())


class lo__LazyNested:
    lo__name = "generator"

    def __init__(self, f, it):
        self.f = f
        self.it = it
        self.inner = iter(())

    def __iter__(self):
        return self

    def __next__(self):
        while True:
            for x in self.inner:
                return x
            for x in self.it:
                r = self.f(x)
                if r:
                    self.inner = r[0]
                break
            else:
                raise StopIteration

    def close(self):
        self.it = iter(())
        self.inner = iter(())


def lo__lazy(f, xs):
    return lo__Lazy(f, iter(xs))


def lo__lazy_nested(f, xs):
    return lo__LazyNested(f, iter(xs))


class lo__Map:
    lo__name = "map"

    def __init__(self, f, it):
        self.f = f
        self.it = it

    def __iter__(self):
        return self

    def __next__(self):
        return self.f(next(self.it))


class lo__MapMany:
    lo__name = "map"

    def __init__(self, f, its):
        self.f = f
        self.its = its

    def __iter__(self):
        return self

    def __next__(self):
        return self.f(*[next(it) for it in self.its])


def lo__map(f, *xs):
    if len(xs) == 1:
        return lo__Map(f, iter(xs[0]))
    if not xs:
        raise TypeError("map() must have at least two arguments.")
    return lo__MapMany(f, [iter(x) for x in xs])


class lo__Filter:
    lo__name = "filter"

    def __init__(self, f, it):
        self.f = f
        self.it = it

    def __iter__(self):
        return self

    def __next__(self):
        f = self.f
        for x in self.it:
            if f is None:
                if x:
                    return x
            elif f(x):
                return x
        raise StopIteration


def lo__filter(f, xs):
    return lo__Filter(f, iter(xs))


def lo__filter_true(f, xs):
    """`filter` where classes say what is true of them."""
    return lo__Filter(lo__test_of(f), iter(xs))


def lo__test_of(f):
    if f is None or f is bool:
        return lo__true
    return lambda x: lo__true(f(x))


def lo__truths(xs):
    return lo__Map(lo__true, iter(xs))


class lo__Zip:
    lo__name = "zip"

    def __init__(self, its, strict):
        self.its = its
        self.strict = strict

    def __iter__(self):
        return self

    def __next__(self):
        out = []
        for it in self.its:
            try:
                out.append(next(it))
            except StopIteration:
                if self.strict:
                    n = len(out)
                    if n:
                        plural = " " if n == 1 else "s 1-"
                        raise ValueError(f"zip() argument {n + 1} is shorter than argument{plural}{n}") from None
                    i = 1
                    for other in self.its[1:]:
                        i += 1
                        for x in other:
                            plural = " " if i == 2 else "s 1-"
                            raise ValueError(f"zip() argument {i} is longer than argument{plural}{i - 1}") from None
                for other in self.its:
                    if hasattr(other, "lo__let_go"):
                        other.lo__let_go()
                self.its = [iter(())]
                raise StopIteration from None
        if not out:
            raise StopIteration
        return tuple(out)


def lo__zip(*xs, strict=False):
    return lo__Zip([iter(x) for x in xs], strict)


class lo__Enumerate:
    lo__name = "enumerate"

    def __init__(self, it, i):
        self.it = it
        self.i = i

    def __iter__(self):
        return self

    def __next__(self):
        for x in self.it:
            i = self.i
            self.i = i + 1
            return (i, x)
        raise StopIteration


def lo__enumerate(xs, start=0):
    return lo__Enumerate(iter(xs), start)


class lo__ListReversed:
    lo__name = "list_reverseiterator"

    def __init__(self, o):
        self.o = o
        self.i = len(o)

    def __iter__(self):
        return self

    def __next__(self):
        i = self.i - 1
        o = self.o
        if 0 <= i < len(o):
            self.i = i
            return o[i]
        self.i = -1
        raise StopIteration


class lo__OtherReversed:
    lo__name = "reversed"

    def __init__(self, it):
        self.it = it

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.it)


def lo__reversed_of(o):
    t = type(o)
    if t is list:
        return lo__ListReversed(o)
    if t is tuple or t is str:
        return lo__OtherReversed(iter(reversed(o)))
    return iter(reversed(o))


def lo__reversed(o):
    t = type(o)
    if hasattr(t, "__reversed__"):
        return t.__reversed__(o)
    if hasattr(t, "__getitem__"):
        n = lo__len(o)
        return lo__OtherReversed(iter([o[i] for i in range(n - 1, -1, -1)]))
    return lo__reversed_of(o)


class lo__Items:
    lo__name = "iterator"

    def __init__(self, o):
        self.o = o
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i < 0:
            raise StopIteration
        try:
            v = self.o[self.i]
        except (IndexError, StopIteration):
            self.i = -1
            raise StopIteration from None
        self.i += 1
        return v


def lo__iter(o):
    t = type(o)
    if not hasattr(t, "__iter__") and hasattr(t, "__getitem__"):
        return lo__Items(o)
    return iter(o)


def lo__items(xs):
    return list(xs)


def lo__unpacked(o, before):
    """What `a, *rest = o` takes: the iterator is asked for its iterator again before the rest."""
    if not hasattr(type(o), "__annotations__"):
        return o
    it = iter(o)
    first = []
    while len(first) < before:
        try:
            first.append(next(it))
        except StopIteration:
            return first
    return first + list(it)


class lo__Decider:
    """What `any()` and `all()` have found so far, where their items bind names."""

    def __init__(self, wanted):
        self.wanted = wanted
        self.is_over = False

    def note(self, v):
        if bool(v) is self.wanted:
            self.is_over = True

    def over(self, it):
        return lo__DeciderItems(self, iter(it))


class lo__DeciderItems:
    def __init__(self, decider, it):
        self.decider = decider
        self.it = it

    def __iter__(self):
        return self

    def __next__(self):
        if self.decider.is_over:
            raise StopIteration
        return next(self.it)


def lo__decided(decider, items):
    return decider.is_over is decider.wanted


class lo__End:
    pass


lo__END = lo__End()


def lo__aiter(o):
    if not hasattr(o, "__aiter__"):
        raise TypeError(f"'async for' requires an object with __aiter__ method, got {lo__name(type(o))}")
    return o.__aiter__()


async def lo__anext_or_end(it):
    try:
        return await it.__anext__()
    except Exception as e:
        if lo__name(type(lo__caught(e))) == "StopAsyncIteration":
            return lo__END
        raise


async def lo__anext(it, *default):
    x = await lo__anext_or_end(it)
    if x is not lo__END:
        return x
    if default:
        return default[0]
    raise lo__raised(lo__StopAsyncIteration())


class lo__async_items:
    def __init__(self, o):
        self.lo__it = lo__aiter(o)
        self.lo__is_over = False

    def __iter__(self):
        return self

    def __next__(self):
        if self.lo__is_over:
            raise StopIteration
        return self

    async def lo__pull(self):
        x = await lo__anext_or_end(self.lo__it)
        if x is lo__END:
            self.lo__is_over = True
            return ()
        return (x,)


def lo__range_index(o, x):
    """`o.index(x)`, where `o` may be a range."""
    if type(o) is not range:
        return o.index(x)
    if x not in o:
        raise ValueError(f"{x!r} is not in range")
    return 0 if x == o[0] else (int(x) - o[0]) // (o[1] - o[0])


def lo__range_count(o, x):
    return o.count(x) if type(o) is not range else 1 if x in o else 0
