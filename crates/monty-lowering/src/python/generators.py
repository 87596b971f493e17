# Generators: a step function between two yields, and the object that is stepped.
class lo__Generator:
    lo__name = "generator"

    def __init__(self, step):
        self.step = step
        self.sent = None
        self.thrown = None
        self.state = 0
        self.value = None

    def __iter__(self):
        return self

    def __next__(self):
        return self.step(self)

    def send(self, value):
        if value is not None and self.state == 0:
            raise TypeError("can't send non-None value to a just-started generator")
        self.sent = value
        return self.step(self)

    def throw(self, e, *rest):
        if rest and rest[0] is not None:
            e = rest[0] if not type(rest[0]) is str else e(*rest)
        self.thrown = e
        return self.step(self)

    def close(self):
        self.thrown = lo__GENERATOR_EXIT
        try:
            self.step(self)
        except StopIteration:
            return None
        except BaseException as e:
            if type(lo__caught(e)) is lo__GeneratorExit:
                return None
            raise
        raise RuntimeError("generator ignored GeneratorExit")


class lo__Exit:
    pass


lo__GENERATOR_EXIT = lo__Exit()


def lo__resume(g):
    """What is thrown into a generator is raised where it stands."""
    t = g.thrown
    g.thrown = None
    if t is lo__GENERATOR_EXIT:
        raise lo__raised(lo__GeneratorExit())
    raise lo__raised(t)


class lo__AsyncGenerator:
    lo__name = "async_generator"

    def __init__(self, step):
        self.step = step
        self.sent = None
        self.thrown = None
        self.state = 0
        self.value = None
        # Whether nothing is left to do at its end: it has not begun, or has ended.
        self.over = True

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.over = True
        try:
            item = await self.step(self)
            self.over = False
            return item
        except StopIteration:
            pass
        raise lo__raised(lo__StopAsyncIteration())

    async def asend(self, value):
        self.sent = value
        self.over = True
        try:
            item = await self.step(self)
            self.over = False
            return item
        except StopIteration:
            pass
        raise lo__raised(lo__StopAsyncIteration())

    async def athrow(self, e):
        self.thrown = e
        self.over = True
        try:
            item = await self.step(self)
            self.over = False
            return item
        except StopIteration:
            pass
        raise lo__raised(lo__StopAsyncIteration())

    async def aclose(self):
        self.thrown = lo__GENERATOR_EXIT
        self.over = True
        try:
            await self.step(self)
        except StopIteration:
            return None
        except BaseException as e:
            if type(lo__caught(e)) is lo__GeneratorExit:
                return None
            raise
        raise RuntimeError("async generator ignored GeneratorExit")


def lo__drop(it):
    """Closes what nobody holds any more; what fails then is not heard of."""
    if type(it).__name__ == "generator":
        try:
            if hasattr(it, "step"):
                it.close()
            elif hasattr(it, "it"):
                lo__drop(it.it)
        except BaseException:
            pass


def lo__adrop(it):
    """Has an asynchronous generator that nobody holds any more closed by a task, as Python's loop does."""
    l = lo__asyncio.loop
    if type(it).__name__ == "async_generator" and not it.over and l is not None:
        l.lo__dropped.append(it)
        l.call_soon(lo__close_dropped, l, it)


def lo__close_dropped(l, it):
    t = lo__Task(it.aclose())
    t.lo__closes = it


def lo__rebound(before, now):
    if before is not now:
        lo__drop(before)
    return now


def lo__used(f, it, *rest):
    try:
        return f(it, *rest)
    finally:
        lo__drop(it)


def lo__found_in(x, it):
    try:
        return x in it
    finally:
        lo__drop(it)


class lo__Temporary:
    def __init__(self, it):
        self.it = it

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.it)

    def lo__let_go(self):
        lo__drop(self.it)


def lo__escaped(g, e):
    """What leaves a generator: a StopIteration of its own code is an error."""
    if isinstance(e, StopIteration):
        return RuntimeError("generator raised StopIteration")
    return e


def lo__delegate(x):
    return iter(x)


def lo__step_of(it, g):
    """One step of `yield from it` for the generator `g`."""
    t = g.thrown
    if t is not None:
        g.thrown = None
        if t is lo__GENERATOR_EXIT:
            if hasattr(it, "close"):
                it.close()
            raise lo__raised(lo__GeneratorExit())
        if hasattr(it, "throw"):
            return it.throw(t)
        raise lo__raised(t)
    v = g.sent
    if v is None:
        if hasattr(type(it), "__annotations__"):
            return it.__next__()
        return next(it)
    g.sent = None
    return it.send(v)


def lo__result_of(it):
    return it.value if hasattr(it, "step") and hasattr(it, "value") else None


def lo__enter(m):
    t = type(m)
    if hasattr(t, "__annotations__"):
        if not hasattr(t, "__enter__") or not hasattr(t, "__exit__"):
            raise TypeError(f"'{lo__name(t)}' object does not support the context manager protocol")
    return m.__enter__()


def lo__exit(m, e):
    if e is None:
        return m.__exit__(None, None, None)
    c = lo__caught(e)
    return m.__exit__(lo__type(c), c, None)


async def lo__aenter(m):
    if not hasattr(m, "__aenter__") or not hasattr(m, "__aexit__"):
        raise TypeError(f"'{lo__name(type(m))}' object does not support the asynchronous context manager protocol")
    return await m.__aenter__()


async def lo__aexit(m, e):
    if e is None:
        return await m.__aexit__(None, None, None)
    c = lo__caught(e)
    return await m.__aexit__(lo__type(c), c, None)


def lo__stop_value(e):
    """`e.value` of what may be the machine's own StopIteration, which has none."""
    if isinstance(e, StopIteration):
        return e.args[0] if e.args else None
    return e.value
