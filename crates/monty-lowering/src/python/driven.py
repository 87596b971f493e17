# Iterators that are stepped by calls. A host function that is not asynchronous can be called only where none of the
# machine's own code stands between it and the program, so loops over iterators that call one are driven by hand.
def lo__iter_of(o):
    t = type(o)
    if hasattr(t, "__annotations__") and hasattr(t, "__iter__"):
        return o.__iter__()
    return iter(o)


def lo__step(it):
    if hasattr(type(it), "__annotations__"):
        return it.__next__()
    return next(it)


def lo__next_or_end(it):
    if hasattr(type(it), "__annotations__"):
        try:
            return it.__next__()
        except StopIteration:
            return lo__END
    return next(it, lo__END)


def lo__next_by_hand(it, *default):
    if not hasattr(type(it), "__annotations__"):
        return next(it, *default)
    if not hasattr(type(it), "__next__"):
        raise TypeError(f"'{lo__name(type(it))}' object is not an iterator")
    if not default:
        return it.__next__()
    try:
        return it.__next__()
    except StopIteration:
        return default[0]


def lo__drained(o):
    """All items of an iterator of the program's own, taken one by one; anything else as it is."""
    t = type(o)
    if not hasattr(t, "__annotations__") or not hasattr(t, "__iter__") or hasattr(t, "keys"):
        return o
    it = o.__iter__()
    out = []
    while (x := lo__next_or_end(it)) is not lo__END:
        out.append(x)
    return out


def lo__any_driven(xs, true=bool):
    it = lo__iter_of(xs)
    while (x := lo__next_or_end(it)) is not lo__END:
        if true(x):
            return True
    return False


def lo__all_driven(xs, true=bool):
    it = lo__iter_of(xs)
    while (x := lo__next_or_end(it)) is not lo__END:
        if not true(x):
            return False
    return True


class lo__DrivenLazy:
    lo__name = "generator"

    def __init__(self, f, it):
        self.f = f
        self.it = it

    def __iter__(self):
        return self

    def __next__(self):
        while (x := lo__next_or_end(self.it)) is not lo__END:
            r = self.f(x)
            if r:
                return r[0]
        self.it = iter(())
        raise StopIteration

    def close(self):
        self.it = iter(())


class lo__DrivenNested:
    lo__name = "generator"

    def __init__(self, f, it):
        self.f = f
        self.it = it
        self.inner = iter(())

    def __iter__(self):
        return self

    def __next__(self):
        while True:
            x = lo__next_or_end(self.inner)
            if x is not lo__END:
                return x
            x = lo__next_or_end(self.it)
            if x is lo__END:
                self.it = iter(())
                raise StopIteration
            r = self.f(x)
            if r:
                self.inner = r[0]

    def close(self):
        self.it = iter(())
        self.inner = iter(())


def lo__driven_lazy(f, xs):
    return lo__DrivenLazy(f, lo__iter_of(xs))


def lo__driven_lazy_nested(f, xs):
    return lo__DrivenNested(f, lo__iter_of(xs))


class lo__DrivenMap:
    lo__name = "map"

    def __init__(self, f, its):
        self.f = f
        self.its = its

    def __iter__(self):
        return self

    def __next__(self):
        if len(self.its) == 1:
            return self.f(lo__step(self.its[0]))
        args = []
        for it in self.its:
            args.append(lo__step(it))
        return self.f(*args)


def lo__driven_map(f, *xs):
    if not xs:
        raise TypeError("map() must have at least two arguments.")
    return lo__DrivenMap(f, [lo__iter_of(x) for x in xs])


class lo__DrivenFilter:
    lo__name = "filter"

    def __init__(self, f, it, true):
        self.f = f
        self.it = it
        self.true = true

    def __iter__(self):
        return self

    def __next__(self):
        f = self.f
        true = self.true
        while (x := lo__next_or_end(self.it)) is not lo__END:
            if true(x if f is None else f(x)):
                return x
        raise StopIteration


def lo__driven_filter(f, xs):
    return lo__DrivenFilter(f, lo__iter_of(xs), bool)


class lo__DrivenZip:
    lo__name = "zip"

    def __init__(self, its, strict):
        self.its = its
        self.strict = strict

    def __iter__(self):
        return self

    def __next__(self):
        out = []
        for it in self.its:
            x = lo__next_or_end(it)
            if x is lo__END:
                self.lo__over(len(out))
                raise StopIteration
            out.append(x)
        if not out:
            raise StopIteration
        return tuple(out)

    def lo__over(self, n):
        its = self.its
        self.its = [iter(())]
        if not self.strict:
            return
        if n:
            plural = " " if n == 1 else "s 1-"
            raise ValueError(f"zip() argument {n + 1} is shorter than argument{plural}{n}")
        i = 1
        for other in its[1:]:
            i += 1
            if lo__next_or_end(other) is not lo__END:
                plural = " " if i == 2 else "s 1-"
                raise ValueError(f"zip() argument {i} is longer than argument{plural}{i - 1}")


def lo__driven_zip(*xs, strict=False):
    return lo__DrivenZip([lo__iter_of(x) for x in xs], strict)


class lo__DrivenEnumerate:
    lo__name = "enumerate"

    def __init__(self, it, i):
        self.it = it
        self.i = i

    def __iter__(self):
        return self

    def __next__(self):
        x = lo__step(self.it)
        i = self.i
        self.i = i + 1
        return (i, x)


def lo__driven_enumerate(iterable, start=0):
    return lo__DrivenEnumerate(lo__iter_of(iterable), start)


class lo__DrivenSlice:
    lo__name = "islice"

    def __init__(self, it, start, stop, step):
        self.it = it
        self.at = 0
        self.next = start
        self.stop = stop
        self.step = step

    def __iter__(self):
        return self

    def __next__(self):
        while self.at < self.next:
            lo__step(self.it)
            self.at += 1
        if self.stop is not None and self.at >= self.stop:
            raise StopIteration
        x = lo__step(self.it)
        self.at += 1
        self.next += self.step
        if self.stop is not None and self.next > self.stop:
            self.next = self.stop
        return x


def lo__driven_islice(xs, *args):
    start, stop, step = (0, args[0], 1) if len(args) == 1 else (args + (None,))[:3]
    for n in (start, stop, step):
        if n is not None and (type(n) is not int or n < 0):
            raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    return lo__DrivenSlice(lo__iter_of(xs), start or 0, stop, step or 1)


class lo__DrivenTake:
    lo__name = "takewhile"

    def __init__(self, f, it):
        self.f = f
        self.it = it

    def __iter__(self):
        return self

    def __next__(self):
        x = lo__step(self.it)
        if self.f(x):
            return x
        self.it = iter(())
        raise StopIteration


def lo__driven_takewhile(f, xs):
    return lo__DrivenTake(f, lo__iter_of(xs))


class lo__DrivenChain:
    lo__name = "chain"

    def __init__(self, parts):
        self.parts = parts
        self.it = iter(())

    def __iter__(self):
        return self

    def __next__(self):
        while True:
            x = lo__next_or_end(self.it)
            if x is not lo__END:
                return x
            self.it = lo__iter_of(lo__step(self.parts))


def lo__driven_chain(*xs):
    return lo__DrivenChain(iter(xs))


def lo__driven_chained(xs):
    return lo__DrivenChain(lo__iter_of(xs))
