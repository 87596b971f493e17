# `ThreadPoolExecutor` and `ProcessPoolExecutor` run each call when it is submitted, one after the other: for calls side by side there is `asyncio.gather`. `Future`, `as_completed` and `wait` are of calls that have ended.
from builtins import TimeoutError as _TimeoutError
from collections import namedtuple as _namedtuple

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
TimeoutError = _TimeoutError
_DoneAndNotDone = _namedtuple("DoneAndNotDoneFutures", "done not_done")


class CancelledError(Exception):
    pass


class InvalidStateError(Exception):
    pass


class BrokenExecutor(RuntimeError):
    pass


class Future:
    def __init__(self):
        self._state = "PENDING"
        self._value = None
        self._error = None
        self._callbacks = []

    def cancel(self):
        if self._state == "FINISHED":
            return False
        self._state = "CANCELLED"
        self._tell()
        return True

    def cancelled(self):
        return self._state == "CANCELLED"

    def running(self):
        return False

    def done(self):
        return self._state != "PENDING"

    def _check(self):
        if self._state == "CANCELLED":
            raise CancelledError()
        if self._state == "PENDING":
            raise RuntimeError("a future whose call nobody has made would be waited for for ever")

    def result(self, timeout=None):
        self._check()
        if self._error is not None:
            raise self._error
        return self._value

    def exception(self, timeout=None):
        self._check()
        return self._error

    def add_done_callback(self, fn):
        if self._state == "PENDING":
            self._callbacks.append(fn)
        else:
            fn(self)

    def set_result(self, result):
        self._finish(result, None)

    def set_exception(self, exception):
        self._finish(None, exception)

    def _finish(self, value, error):
        if self._state != "PENDING":
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._value = value
        self._error = error
        self._state = "FINISHED"
        self._tell()

    def _tell(self):
        for fn in self._callbacks:
            fn(self)
        self._callbacks = []


class Executor:
    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=(), **kwargs):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._is_shut = False
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        if self._is_shut:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if self._initializer is not None:
            initializer = self._initializer
            self._initializer = None
            initializer(*self._initargs)
        future = Future()
        try:
            value = fn(*args, **kwargs)
        except Exception as error:
            future.set_exception(error)
        else:
            future.set_result(value)
        return future

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        futures = []
        for args in zip(*iterables):
            futures.append(self.submit(fn, *args))
        return _results(futures)

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._is_shut = True

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.shutdown()
        return False


def _results(futures):
    for future in futures:
        yield future.result()


class ThreadPoolExecutor(Executor):
    pass


class ProcessPoolExecutor(Executor):
    pass


def _once(fs):
    futures = []
    for future in fs:
        if future not in futures:
            futures.append(future)
    return futures


def as_completed(fs, timeout=None):
    return iter(_once(fs))


def wait(fs, timeout=None, return_when="ALL_COMPLETED"):
    return _DoneAndNotDone(set(fs), set())
