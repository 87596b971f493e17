# contextlib, as far as the language needs it.
class lo__ContextManager:
    def __init__(self, make):
        self.make = make
        self.g = make()

    def __enter__(self):
        try:
            return self.g.__next__()
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, t, e, tb):
        if e is None:
            try:
                self.g.__next__()
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        raised = lo__raised(e)
        try:
            self.g.throw(raised)
        except StopIteration as s:
            return s is not raised
        except BaseException as x:
            if lo__caught(x) is e or x is raised or lo__alike(x, raised):
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")

    def __call__(self, f):
        make = self.make

        def call(*args, **kwargs):
            m = lo__ContextManager(make)
            m.__enter__()
            try:
                r = f(*args, **kwargs)
            except BaseException as x:
                e = lo__caught(x)
                if m.__exit__(lo__type(e), e, None):
                    return None
                raise
            m.__exit__(None, None, None)
            return r
        return lo__dressed(call, f)


def lo__alike(a, b):
    # The machine gives an exception another identity each time it is caught.
    return type(a) == type(b) and a.args == b.args


def lo__contextmanager(f):
    def make(*args, **kwargs):
        return lo__ContextManager(lambda: f(*args, **kwargs))
    return make


class lo__AsyncContextManager:
    def __init__(self, g):
        self.g = g

    async def __aenter__(self):
        x = await lo__anext_or_end(self.g)
        if x is lo__END:
            raise RuntimeError("generator didn't yield")
        return x

    async def __aexit__(self, t, e, tb):
        if e is None:
            if await lo__anext_or_end(self.g) is not lo__END:
                raise RuntimeError("generator didn't stop")
            return False
        raised = lo__raised(e)
        try:
            await self.g.athrow(raised)
        except BaseException as x:
            if lo__name(type(lo__caught(x))) == "StopAsyncIteration":
                return True
            if lo__caught(x) is e or x is raised or lo__alike(x, raised):
                return False
            raise
        raise RuntimeError("generator didn't stop after athrow()")


def lo__asynccontextmanager(f):
    def make(*args, **kwargs):
        return lo__AsyncContextManager(f(*args, **kwargs))
    return make


class lo__Suppress:
    lo__name = "suppress"

    def __init__(self, *kinds):
        self.kinds = kinds

    def __enter__(self):
        return None

    def __exit__(self, t, e, tb):
        return e is not None and lo__matches(lo__caught(e), self.kinds)


lo__suppress = lo__Suppress


class lo__Closing:
    lo__name = "closing"

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *e):
        self.thing.close()


lo__closing = lo__Closing


class lo__NullContext:
    lo__name = "nullcontext"

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *e):
        return None

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *e):
        return None


lo__nullcontext = lo__NullContext


class lo__ExitStack:
    lo__name = "ExitStack"

    def __init__(self):
        self.callbacks = []

    def __enter__(self):
        return self

    def enter_context(self, m):
        r = m.__enter__()
        self.callbacks.append(m.__exit__)
        return r

    def push(self, m):
        self.callbacks.append(m.__exit__ if hasattr(m, "__exit__") else m)
        return m

    def callback(self, f, *args, **kwargs):
        def call(t, e, tb):
            f(*args, **kwargs)
        self.callbacks.append(call)
        return f

    def pop_all(self):
        s = lo__ExitStack()
        s.callbacks = self.callbacks
        self.callbacks = []
        return s

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, t, e, tb):
        swallowed = False
        raised = None
        while self.callbacks:
            f = self.callbacks.pop()
            try:
                if f(None if e is None else lo__type(e), e, None):
                    swallowed = True
                    raised = None
                    e = None
            except BaseException as x:
                raised = x
                e = lo__caught(x)
        if raised is not None:
            raise raised
        return swallowed


class lo__RedirectStdout:
    lo__name = "redirect_stdout"

    def __init__(self, new_target):
        self.target = new_target

    def __enter__(self):
        self.before = list(lo__redirected["stdout"])
        lo__redirected["stdout"].append(self.target)
        return self.target

    def __exit__(self, *e):
        lo__redirected["stdout"][:] = self.before


class lo__RedirectStderr:
    lo__name = "redirect_stderr"

    def __init__(self, new_target):
        self.target = new_target

    def __enter__(self):
        self.before = list(lo__redirected["stderr"])
        lo__redirected["stderr"].append(self.target)
        return self.target

    def __exit__(self, *e):
        lo__redirected["stderr"][:] = self.before


lo__redirect_stdout = lo__RedirectStdout
lo__redirect_stderr = lo__RedirectStderr
