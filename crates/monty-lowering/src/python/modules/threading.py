# For one thread: `Thread.start()` runs its function to its end, so that threads are never side by side; what would wait for ever raises `RuntimeError`, a timeout is over at once, and `time.sleep()` within a thread is a `NotImplementedError`. `Timer`, `Barrier` and hooks are left out.
import sys as _sys
from queue import _forever as _waits, _refused
from time import sleep as _native_sleep
from traceback import format_exception as _format_exception

TIMEOUT_MAX = 9223372036.0


def _forever(what):
    return _waits(f"{what} would wait for ever: threads run one after the other here, each where it is started; use asyncio")


def _is_refused(error):
    for other in _refused:
        if other is error:
            return True
    return isinstance(error, NotImplementedError)


class Thread:
    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        if group is not None:
            raise AssertionError("group argument must be None for now")
        if name is None:
            _made[0] += 1
            name = f"Thread-{_made[0]}"
            if target is not None and hasattr(target, "__name__"):
                name = f"{name} ({target.__name__})"
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._state = "initial"
        self.name = str(name)
        self.daemon = current_thread().daemon if daemon is None else bool(daemon)
        self.ident = None
        self.native_id = None

    def start(self):
        if self._state != "initial":
            raise RuntimeError("threads can only be started once")
        _ids[0] += 1
        self.ident = self.native_id = _ids[0]
        self._state = "started"
        _running.append(self)
        try:
            self.run()
        except SystemExit:
            pass
        except Exception as error:
            if _is_refused(error):
                raise
            print(f"Exception in thread {self.name}:", file=_sys.stderr)
            print("".join(_format_exception(error)), end="", file=_sys.stderr)
        finally:
            _running.pop()
            self._state = "stopped"

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def join(self, timeout=None):
        if self._state == "initial":
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if self._state == "started" and timeout is None:
            raise _forever("join()")

    def is_alive(self):
        return self._state == "started"

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def __repr__(self):
        return f"<{type(self).__name__}({self.name}, {self._state}{' daemon' if self.daemon else ''}{'' if self.ident is None else ' ' + str(self.ident)})>"


class _MainThread:
    def __init__(self):
        self.name = "MainThread"
        self.daemon = False
        self.ident = self.native_id = 1

    def is_alive(self):
        return True

    def getName(self):
        return self.name

    def isDaemon(self):
        return False

    def join(self, timeout=None):
        raise RuntimeError("cannot join current thread")

    def __repr__(self):
        return f"<_MainThread({self.name}, started {self.ident})>"


# How many threads have been named, and the last one's number.
_made = [0]
_ids = [1]
_main = _MainThread()
# The thread that runs is the last one.
_running = [_main]


def _sleep(seconds, /):
    """`time.sleep` of a program that imports threads."""
    if len(_running) > 1:
        raise NotImplementedError("time.sleep() in a thread: threads run one after the other here; use asyncio, with `await asyncio.sleep()`")
    _native_sleep(seconds)


def current_thread():
    return _running[-1]


def currentThread():
    return _running[-1]


def main_thread():
    return _main


def enumerate():
    return list(_running)


def active_count():
    return len(_running)


def activeCount():
    return len(_running)


def get_ident():
    return _running[-1].ident


def get_native_id():
    return _running[-1].ident


def _timed_out(blocking, timeout, what):
    """Whether waiting ends without what is waited for; nothing else runs that could bring it."""
    if blocking and (timeout is None or timeout == -1 or len(_running) > 1):
        raise _forever(what)
    return True


def _check_wait(blocking, timeout):
    if timeout != -1:
        if not blocking:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0:
            raise ValueError("timeout value must be a non-negative number")


class Lock:
    def __init__(self):
        self._held = False

    def acquire(self, blocking=True, timeout=-1):
        _check_wait(blocking, timeout)
        if self._held and _timed_out(blocking, timeout, "acquire() of a lock that is held"):
            return False
        self._held = True
        return True

    def release(self):
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False

    def locked(self):
        return self._held

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, error, tb):
        self.release()

    def __repr__(self):
        return f"<{'locked' if self._held else 'unlocked'} _thread.lock object at {id(self):#x}>"


class RLock:
    def __init__(self):
        self._owner = None
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        _check_wait(blocking, timeout)
        if self._owner is not None and self._owner is not _running[-1]:
            if _timed_out(blocking, timeout, "acquire() of a lock that is held"):
                return False
        self._owner = _running[-1]
        self._count += 1
        return True

    def release(self):
        if self._owner is not _running[-1]:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._owner = None

    def locked(self):
        return self._count > 0

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, error, tb):
        self.release()


class Condition:
    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock

    def acquire(self, *args, **kwargs):
        return self._lock.acquire(*args, **kwargs)

    def release(self):
        self._lock.release()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, kind, error, tb):
        self._lock.release()

    def _owned(self, what):
        owner = self._lock._owner is _running[-1] if isinstance(self._lock, RLock) else self._lock.locked()
        if not owner:
            raise RuntimeError(f"cannot {what} un-acquired lock")

    def wait(self, timeout=None):
        self._owned("wait on")
        return not _timed_out(True, timeout, "wait() for a notification")

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if not result:
            self.wait(timeout)
            result = predicate()
        return result

    def notify(self, n=1):
        self._owned("notify on")

    def notify_all(self):
        self._owned("notify on")

    def notifyAll(self):
        self._owned("notify on")


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if self._value == 0 and _timed_out(blocking, timeout, "acquire() of a semaphore"):
            return False
        self._value -= 1
        return True

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        self._value += n

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, error, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        if self._value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")
        self._value += n


class Event:
    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    def isSet(self):
        return self._flag

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if self._flag:
            return True
        return not _timed_out(True, timeout, "wait() for an event")


class local:
    def __init__(self):
        object.__setattr__(self, "_of_threads", {})

    def __setattr__(self, name, value):
        self._of_threads.setdefault(get_ident(), {})[name] = value

    def __getattr__(self, name):
        mine = self._of_threads.get(get_ident(), {})
        if name not in mine:
            raise AttributeError(f"'_thread._local' object has no attribute '{name}'")
        return mine[name]

    def __delattr__(self, name):
        mine = self._of_threads.get(get_ident(), {})
        if name not in mine:
            raise AttributeError(f"'_thread._local' object has no attribute '{name}'")
        mine.pop(name)
