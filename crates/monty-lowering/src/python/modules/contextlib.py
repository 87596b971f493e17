# Whole but for `chdir`. What `redirect_stdout` and `redirect_stderr` send elsewhere is what `print()` and `sys.stdout.write()` of the program write.
from contextlib import ExitStack, asynccontextmanager, closing, contextmanager, nullcontext, redirect_stderr, redirect_stdout, suppress
from abc import ABC as _ABC, abstractmethod as _abstractmethod
from functools import wraps


class AbstractContextManager(_ABC):
    def __enter__(self):
        return self

    @_abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None


class AbstractAsyncContextManager:
    async def __aenter__(self):
        return self


class ContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return inner


class AsyncContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return inner


class aclosing:
    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class AsyncExitStack:
    def __init__(self):
        # Functions of what is being raised, and whether what they give is awaited.
        self._exits = []

    def enter_context(self, cm):
        entered = cm.__enter__()
        self._exits.append((cm.__exit__, False))
        return entered

    async def enter_async_context(self, cm):
        entered = await cm.__aenter__()
        self._exits.append((cm.__aexit__, True))
        return entered

    def push(self, exit):
        self._exits.append((exit.__exit__ if hasattr(exit, "__exit__") else exit, False))
        return exit

    def push_async_exit(self, exit):
        self._exits.append((exit.__aexit__ if hasattr(exit, "__aexit__") else exit, True))
        return exit

    def callback(self, callback, /, *args, **kwds):
        def call(kind, error, traceback):
            callback(*args, **kwds)
        self._exits.append((call, False))
        return callback

    def push_async_callback(self, callback, /, *args, **kwds):
        async def call(kind, error, traceback):
            await callback(*args, **kwds)
        self._exits.append((call, True))
        return callback

    def pop_all(self):
        stack = AsyncExitStack()
        stack._exits = self._exits
        self._exits = []
        return stack

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, traceback):
        was_raised = error is not None
        swallowed = False
        raised = None
        while self._exits:
            leave, is_awaited = self._exits.pop()
            try:
                result = leave(None if error is None else type(error), error, None)
                if is_awaited:
                    result = await result
                if result and error is not None:
                    swallowed = True
                    raised = None
                    error = None
            except BaseException as e:
                raised = e
                error = e
        if raised is not None:
            raise raised
        return was_raised and swallowed
