# Executors of threads and processes that run each call where it is submitted, in the one thread there is, so that calls are never side by side: for host functions use `asyncio.gather`. `as_completed` and `wait` tell of calls as if they had been, by the time that each took. `Future.set_running_or_notify_cancel` is left out.
import time as _time
from builtins import TimeoutError as _TimeoutError
from collections import namedtuple as _namedtuple

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
TimeoutError = _TimeoutError


class Error(Exception):
    pass


class CancelledError(Error):
    pass


class InvalidStateError(Error):
    pass


class BrokenExecutor(RuntimeError):
    pass


# What the calls took, which the program would not have waited for, without what it would have waited for since.
_spent = [0.0]


def _now():
    return _time.monotonic() - _spent[0]


def _reach(end):
    """Waits, as if calls ran side by side, until `end` in milliseconds."""
    left = end / 1000 - _now()
    if left > 0:
        _spent[0] -= left


class Future:
    def __init__(self):
        self._ended = 0
        self._state = "PENDING"
        self._result = None
        self._exception = None
        self._callbacks = []

    def cancel(self):
        if self._state == "FINISHED":
            return False
        if self._state == "PENDING":
            self._state = "CANCELLED"
            self._call_back()
        return True

    def cancelled(self):
        return self._state == "CANCELLED"

    def running(self):
        return False

    def done(self):
        return self._state != "PENDING"

    def result(self, timeout=None):
        self._wait("result", timeout)
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        self._wait("exception", timeout)
        return self._exception

    def add_done_callback(self, fn):
        if self._state == "PENDING":
            self._callbacks.append(fn)
        else:
            fn(self)

    def set_result(self, result):
        self._end()
        self._result = result
        self._call_back()

    def set_exception(self, exception):
        self._end()
        self._exception = exception
        self._call_back()

    def _wait(self, what, timeout):
        if self._state == "CANCELLED":
            raise CancelledError()
        if self._state == "PENDING":
            if timeout is not None:
                raise _TimeoutError()
            raise RuntimeError(f"{what}() would wait for ever: nothing else runs that could end the future")
        if timeout is not None:
            latest = round((_now() + timeout) * 1000)
            if self._ended > latest:
                _reach(latest)
                raise _TimeoutError()
        _reach(self._ended)

    def _end(self):
        if self._state != "PENDING":
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._state = "FINISHED"

    def _call_back(self):
        callbacks = self._callbacks
        self._callbacks = []
        for callback in callbacks:
            callback(self)


class Executor:
    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return _results(futures)

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


def _results(futures):
    for future in futures:
        yield future.result()


class _InPlace(Executor):
    def __init__(self, max_workers, initializer, initargs):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._initializer = initializer
        self._initargs = initargs
        self._shutdown = False
        self._free = [0.0] * (8 if max_workers is None else max_workers)

    def submit(self, fn, /, *args, **kwargs):
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if self._initializer is not None:
            initializer = self._initializer
            self._initializer = None
            initializer(*self._initargs)
        future = Future()
        begun = _now()
        try:
            result = fn(*args, **kwargs)
        except BaseException as error:
            future._ended = self._end_of(begun)
            future.set_exception(error)
        else:
            future._ended = self._end_of(begun)
            future.set_result(result)
        return future

    def _end_of(self, begun):
        """When a call would have ended, in milliseconds, had the workers been side by side."""
        took = _now() - begun
        _spent[0] += took
        free = min(self._free)
        end = max(begun, free) + took
        self._free[self._free.index(free)] = end
        return round(end * 1000)

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown = True
        if wait:
            _reach(round(max(self._free) * 1000))


class ThreadPoolExecutor(_InPlace):
    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        super().__init__(max_workers, initializer, initargs)


class ProcessPoolExecutor(_InPlace):
    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        super().__init__(max_workers, initializer, initargs)


DoneAndNotDoneFutures = _namedtuple("DoneAndNotDoneFutures", "done not_done")


def wait(fs, timeout=None, return_when="ALL_COMPLETED"):
    if return_when not in ("FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"):
        raise ValueError(f"Invalid return condition: {return_when!r}")
    futures = set(fs)
    done = {future for future in futures if future.done()}
    _check_pending(len(futures) - len(done), timeout)
    last = None
    if return_when == "FIRST_COMPLETED":
        last = min([future._ended for future in done], default=None)
    elif return_when == "FIRST_EXCEPTION":
        last = min([future._ended for future in done if future._exception is not None], default=None)
    if timeout is not None:
        end = round((_now() + timeout) * 1000)
        last = end if last is None else min(last, end)
    if last is not None:
        last = max(last, round(_now() * 1000))
        done = {future for future in done if future._ended <= last}
    if last is None or len(done) == len(futures):
        last = max([future._ended for future in done], default=0)
    _reach(last)
    return DoneAndNotDoneFutures(done, futures - done)


def as_completed(fs, timeout=None):
    futures = set(fs)
    pending = 0
    done = []
    for future in futures:
        if future.done():
            done.append(future)
        else:
            pending += 1
    for future in sorted(done, key=_end_of_future):
        _reach(future._ended)
        yield future
    if pending and timeout is not None:
        raise _TimeoutError(f"{pending} (of {len(futures)}) futures unfinished")
    _check_pending(pending, timeout)


def _end_of_future(future):
    return future._ended


def _check_pending(pending, timeout):
    if pending and timeout is None:
        raise RuntimeError("this would wait for ever: nothing else runs that could end the futures")
