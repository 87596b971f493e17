# What tasks wait for: locks, queues, limits of time, groups.
lo__QueueEmpty = lo__missing("QueueEmpty", Exception)
lo__QueueFull = lo__missing("QueueFull", Exception)
lo__QueueShutDown = lo__missing("QueueShutDown", Exception)
lo__BrokenBarrierError = lo__missing("BrokenBarrierError", RuntimeError)


def lo__waiter(waiters, told):
    f = lo__Future()
    f.lo__about = told
    waiters.append(f)
    return f


def lo__without(waiters, f):
    for i in range(len(waiters)):
        if waiters[i] is f:
            waiters.pop(i)
            return


def lo__is_cancelled(e):
    return lo__matches(lo__caught(e), lo__CancelledError)


class lo__Lock:
    lo__name = "Lock"

    def __init__(self):
        self.lo__locked = False
        self.lo__waiters = []
        self.lo__owner = None

    def __repr__(self):
        return f"<asyncio.locks.Lock object at {lo__address(self)} [{lo__lock_told(self)}]>"

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, t, e, b):
        self.release()

    def locked(self):
        return self.lo__locked

    async def acquire(self):
        if self.lo__locked or not lo__all_cancelled(self.lo__waiters):
            owner = "" if self.lo__owner is None else f" held by {self.lo__owner.lo__title}"
            f = lo__waiter(self.lo__waiters, f"a Lock{owner}")
            try:
                try:
                    await f.lo__wait()
                finally:
                    lo__without(self.lo__waiters, f)
            except BaseException as e:
                if lo__is_cancelled(e) and not self.lo__locked:
                    lo__wake_first(self.lo__waiters)
                raise
        self.lo__locked = True
        self.lo__owner = lo__running_loop().lo__current
        return True

    def release(self):
        if not self.lo__locked:
            raise RuntimeError("Lock is not acquired.")
        self.lo__locked = False
        self.lo__owner = None
        lo__wake_first(self.lo__waiters)


def lo__address(o):
    return hex(id(o))


def lo__lock_told(lock):
    told = "locked" if lock.lo__locked else "unlocked"
    return f"{told}, waiters:{len(lock.lo__waiters)}" if lock.lo__waiters else told


def lo__all_cancelled(waiters):
    for f in waiters:
        if f.lo__state != 2:
            return False
    return True


def lo__wake_first(waiters):
    if waiters and waiters[0].lo__state == 0:
        lo__end(waiters[0], 1, True, None)


class lo__Event:
    lo__name = "Event"

    def __init__(self):
        self.lo__value = False
        self.lo__waiters = []

    def __repr__(self):
        told = "set" if self.lo__value else "unset"
        if self.lo__waiters:
            told += f", waiters:{len(self.lo__waiters)}"
        return f"<asyncio.locks.Event object at {lo__address(self)} [{told}]>"

    def is_set(self):
        return self.lo__value

    def set(self):
        if not self.lo__value:
            self.lo__value = True
            for f in self.lo__waiters:
                if f.lo__state == 0:
                    lo__end(f, 1, True, None)

    def clear(self):
        self.lo__value = False

    async def wait(self):
        if self.lo__value:
            return True
        f = lo__waiter(self.lo__waiters, "an Event")
        try:
            await f.lo__wait()
            return True
        finally:
            lo__without(self.lo__waiters, f)


class lo__Condition:
    lo__name = "Condition"

    def __init__(self, lock=None):
        if lock is None:
            lock = lo__Lock()
        self.lo__lock = lock
        self.lo__waiters = []

    async def __aenter__(self):
        await self.lo__lock.acquire()

    async def __aexit__(self, t, e, b):
        self.lo__lock.release()

    def locked(self):
        return self.lo__lock.locked()

    async def acquire(self):
        return await self.lo__lock.acquire()

    def release(self):
        self.lo__lock.release()

    async def wait(self):
        if not self.lo__lock.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        f = lo__Future()
        f.lo__about = "a Condition"
        self.lo__lock.release()
        try:
            try:
                self.lo__waiters.append(f)
                try:
                    await f.lo__wait()
                    return True
                finally:
                    lo__without(self.lo__waiters, f)
            finally:
                held = None
                while True:
                    try:
                        await self.lo__lock.acquire()
                        break
                    except BaseException as e:
                        if not lo__is_cancelled(e):
                            raise
                        held = e
                if held is not None:
                    raise held
        except BaseException:
            # It may have been woken in vain: another one is to have its turn.
            lo__notify(self, 1)
            raise

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self.lo__lock.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        lo__notify(self, n)

    def notify_all(self):
        self.notify(len(self.lo__waiters))


def lo__notify(condition, n):
    for f in condition.lo__waiters:
        if n <= 0:
            return
        if f.lo__state == 0:
            n -= 1
            lo__end(f, 1, False, None)


class lo__OwnSemaphore:
    lo__name = "Semaphore"

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        lo__semaphore_init(self, value)

    def release(self):
        self.lo__value += 1
        lo__wake_next(self)


class lo__OwnBoundedSemaphore:
    lo__name = "BoundedSemaphore"

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self.lo__bound = value
        lo__semaphore_init(self, value)

    def release(self):
        if self.lo__value >= self.lo__bound:
            raise ValueError("BoundedSemaphore released too many times")
        self.lo__value += 1
        lo__wake_next(self)


def lo__semaphore_init(s, value):
    s.lo__value = value
    s.lo__waiters = []


def lo__as_semaphore(c):
    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, t, e, b):
        self.release()

    async def acquire(self):
        if not self.locked():
            self.lo__value -= 1
            return True
        f = lo__waiter(self.lo__waiters, "a Semaphore")
        try:
            try:
                await f.lo__wait()
            finally:
                lo__without(self.lo__waiters, f)
        except BaseException as e:
            if lo__is_cancelled(e) and f.lo__state == 1:
                # It was let in and cancelled before it went on.
                self.lo__value += 1
            raise
        finally:
            # Who came meanwhile had to queue, though there may be room.
            while self.lo__value > 0 and lo__wake_next(self):
                pass
        return True

    def locked(self):
        return self.lo__value == 0 or not lo__all_cancelled(self.lo__waiters)

    def __repr__(self):
        told = "locked" if self.locked() else f"unlocked, value:{self.lo__value}"
        if self.lo__waiters:
            told += f", waiters:{len(self.lo__waiters)}"
        return f"<asyncio.locks.{type(self).__name__} object at {lo__address(self)} [{told}]>"

    c.__aenter__ = __aenter__
    c.__aexit__ = __aexit__
    c.acquire = acquire
    c.locked = locked
    c.__repr__ = __repr__
    return c


def lo__wake_next(s):
    for f in s.lo__waiters:
        if f.lo__state == 0:
            s.lo__value -= 1
            lo__end(f, 1, True, None)
            return True
    return False


lo__Semaphore = lo__as_semaphore(lo__OwnSemaphore)
lo__BoundedSemaphore = lo__as_semaphore(lo__OwnBoundedSemaphore)


class lo__OwnQueue:
    lo__name = "Queue"

    def __init__(self, maxsize=0):
        import collections
        lo__queue_init(self, maxsize)
        self.lo__items = collections.deque()

    def lo__put(self, item):
        self.lo__items.append(item)

    def lo__get(self):
        return self.lo__items.popleft()


class lo__OwnLifoQueue:
    lo__name = "LifoQueue"

    def __init__(self, maxsize=0):
        lo__queue_init(self, maxsize)
        self.lo__items = []

    def lo__put(self, item):
        self.lo__items.append(item)

    def lo__get(self):
        return self.lo__items.pop()


class lo__OwnPriorityQueue:
    lo__name = "PriorityQueue"

    def __init__(self, maxsize=0):
        lo__queue_init(self, maxsize)
        self.lo__items = []

    def lo__put(self, item):
        heap = self.lo__items
        at = len(heap)
        heap.append(item)
        while at > 0:
            above = (at - 1) >> 1
            if not lo__before(item, heap[above]):
                break
            heap[at] = heap[above]
            at = above
        heap[at] = item

    def lo__get(self):
        heap = self.lo__items
        last = heap.pop()
        if not heap:
            return last
        first = heap[0]
        # The hole at the top sinks to the bottom, and the last item rises from there.
        at = 0
        end = len(heap)
        below = 1
        while below < end:
            if below + 1 < end and not lo__before(heap[below], heap[below + 1]):
                below += 1
            heap[at] = heap[below]
            at = below
            below = 2 * at + 1
        while at > 0:
            above = (at - 1) >> 1
            if not lo__before(last, heap[above]):
                break
            heap[at] = heap[above]
            at = above
        heap[at] = last
        return first


def lo__before(a, b):
    return lo__lt(a, b)


def lo__queue_init(q, maxsize):
    q.lo__maxsize = maxsize
    q.lo__getters = []
    q.lo__putters = []
    q.lo__unfinished = 0
    q.lo__finished = lo__Event()
    q.lo__finished.set()
    q.lo__shut = False


def lo__wake_any(waiters):
    while waiters:
        f = waiters.pop(0)
        if f.lo__state == 0:
            lo__end(f, 1, None, None)
            return


def lo__as_queue(c):
    def maxsize(self):
        return self.lo__maxsize

    def qsize(self):
        return len(self.lo__items)

    def empty(self):
        return not self.lo__items

    def full(self):
        return 0 < self.lo__maxsize <= len(self.lo__items)

    def put_nowait(self, item):
        if self.lo__shut:
            raise lo__raised(lo__QueueShutDown())
        if self.full():
            raise lo__raised(lo__QueueFull())
        self.lo__put(item)
        self.lo__unfinished += 1
        self.lo__finished.clear()
        lo__wake_any(self.lo__getters)

    def get_nowait(self):
        if not self.lo__items:
            if self.lo__shut:
                raise lo__raised(lo__QueueShutDown())
            raise lo__raised(lo__QueueEmpty())
        item = self.lo__get()
        lo__wake_any(self.lo__putters)
        return item

    async def put(self, item):
        while self.full():
            if self.lo__shut:
                raise lo__raised(lo__QueueShutDown())
            f = lo__waiter(self.lo__putters, "room in a Queue (put)")
            try:
                await f.lo__wait()
            except BaseException as e:
                f.cancel()
                lo__without(self.lo__putters, f)
                if not self.full() and f.lo__state != 2:
                    lo__wake_any(self.lo__putters)
                raise
        return self.put_nowait(item)

    async def get(self):
        while not self.lo__items:
            if self.lo__shut:
                raise lo__raised(lo__QueueShutDown())
            f = lo__waiter(self.lo__getters, "an item of a Queue (get)")
            try:
                await f.lo__wait()
            except BaseException as e:
                f.cancel()
                lo__without(self.lo__getters, f)
                if self.lo__items and f.lo__state != 2:
                    lo__wake_any(self.lo__getters)
                raise
        return self.get_nowait()

    def task_done(self):
        if self.lo__unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self.lo__unfinished -= 1
        if self.lo__unfinished == 0:
            self.lo__finished.set()

    async def join(self):
        if self.lo__unfinished > 0:
            await self.lo__finished.wait()

    def shutdown(self, immediate=False):
        self.lo__shut = True
        if immediate:
            while self.lo__items:
                self.lo__get()
                if self.lo__unfinished > 0:
                    self.lo__unfinished -= 1
            if self.lo__unfinished == 0:
                self.lo__finished.set()
        while self.lo__getters:
            lo__wake_any(self.lo__getters)
        while self.lo__putters:
            lo__wake_any(self.lo__putters)

    def __repr__(self):
        told = f"maxsize={self.lo__maxsize}"
        if self.lo__items:
            told += f" _queue={list(self.lo__items)!r}"
        if self.lo__getters:
            told += f" _getters[{len(self.lo__getters)}]"
        if self.lo__putters:
            told += f" _putters[{len(self.lo__putters)}]"
        if self.lo__unfinished:
            told += f" tasks={self.lo__unfinished}"
        return f"<{type(self).__name__} at {lo__address(self)} {told}>"

    for n, f in (
        ("qsize", qsize), ("empty", empty), ("full", full), ("put_nowait", put_nowait), ("get_nowait", get_nowait),
        ("put", put), ("get", get), ("task_done", task_done), ("join", join), ("shutdown", shutdown),
        ("__repr__", __repr__),
    ):
        setattr(c, n, f)
    return c


lo__Queue = lo__as_queue(lo__OwnQueue)
lo__LifoQueue = lo__as_queue(lo__OwnLifoQueue)
lo__PriorityQueue = lo__as_queue(lo__OwnPriorityQueue)


class lo__Timeout:
    lo__name = "Timeout"

    def __init__(self, when):
        self.lo__state = "created"
        self.lo__task = None
        self.lo__when = when
        self.lo__handle = None
        self.lo__before = 0

    def __repr__(self):
        if self.lo__state != "active":
            return f"<Timeout [{self.lo__state}]>"
        when = None if self.lo__when is None else round(self.lo__when, 3)
        return f"<Timeout [active] when={when}>"

    def when(self):
        return self.lo__when

    def expired(self):
        return self.lo__state == "expiring" or self.lo__state == "expired"

    def reschedule(self, when):
        if self.lo__state != "active":
            if self.lo__state == "created":
                raise RuntimeError("Timeout has not been entered")
            raise RuntimeError(f"Cannot change state of {self.lo__state} Timeout")
        self.lo__when = when
        if self.lo__handle is not None:
            self.lo__handle.cancel()
        if when is None:
            self.lo__handle = None
            return
        l = lo__running_loop()
        if when <= l.time():
            self.lo__handle = l.call_soon(self.lo__expire)
        else:
            self.lo__handle = l.call_at(when, self.lo__expire)
            self.lo__handle.lo__is_limit = True

    def lo__expire(self):
        self.lo__task.cancel()
        self.lo__state = "expiring"
        self.lo__handle = None

    async def __aenter__(self):
        if self.lo__state != "created":
            raise RuntimeError("Timeout has already been entered")
        t = lo__asyncio.loop.lo__current if lo__asyncio.loop is not None else None
        if t is None:
            raise RuntimeError("Timeout should be used inside a task")
        self.lo__state = "active"
        self.lo__task = t
        self.lo__before = t.cancelling()
        self.reschedule(self.lo__when)
        return self

    async def __aexit__(self, kind, e, trace):
        if self.lo__handle is not None:
            self.lo__handle.cancel()
            self.lo__handle = None
        if self.lo__state == "expiring":
            self.lo__state = "expired"
            if self.lo__task.uncancel() <= self.lo__before and e is not None and lo__matches(e, lo__CancelledError):
                raise TimeoutError()
        elif self.lo__state == "active":
            self.lo__state = "finished"
        return None


def lo__timeout(delay):
    return lo__Timeout(None if delay is None else lo__running_loop().time() + delay)


def lo__timeout_at(when):
    return lo__Timeout(when)


async def lo__wait_for(fut, timeout):
    if timeout is not None and timeout <= 0:
        fut = lo__ensure_future(fut)
        if not fut.done():
            await lo__cancel_and_wait(fut)
            if fut.lo__state == 2:
                raise TimeoutError()
        return fut.result()
    limit = lo__timeout(timeout)
    await limit.__aenter__()
    try:
        r = await lo__awaitable(fut)
    except BaseException as e:
        await limit.__aexit__(None, lo__caught(e), None)
        raise
    await limit.__aexit__(None, None, None)
    return r


async def lo__cancel_and_wait(f):
    l = lo__running_loop()
    w = l.create_future()

    def end(f):
        if w.lo__state == 0:
            lo__end(w, 1, None, None)

    f.add_done_callback(end)
    try:
        f.cancel()
        await w.lo__wait()
    finally:
        f.remove_done_callback(end)


def lo__shield(arg):
    inner = lo__ensure_future(arg)
    if inner.done():
        return inner
    outer = lo__running_loop().create_future()
    outer.lo__about = f"shield() of {inner.lo__told()}"

    def inner_end(f):
        if outer.lo__state != 0:
            return
        if f.lo__state == 2:
            outer.cancel()
        else:
            outer.lo__failure = f.lo__failure
            lo__end(outer, 1, f.lo__result, f.lo__error)

    def outer_end(f):
        if inner.lo__state == 0:
            inner.remove_done_callback(inner_end)

    inner.add_done_callback(inner_end)
    outer.add_done_callback(outer_end)
    return outer


async def lo__wait_for_some(fs, *, timeout=None, return_when="ALL_COMPLETED"):
    if hasattr(fs, "lo__wait") or type(fs) is lo__COROUTINE:
        raise TypeError(f"expect a list of futures, not {lo__name(type(fs))}")
    fs = list(fs)
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in ("FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"):
        raise ValueError(f"Invalid return_when value: {return_when}")
    for f in fs:
        if type(f) is lo__COROUTINE:
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    fs = list(set(fs))
    l = lo__running_loop()
    w = l.create_future()
    w.lo__about = "wait() for " + ", ".join([f.lo__told() for f in fs if f.lo__state == 0])
    left = len(fs)
    handle = None
    if timeout is not None:
        handle = l.call_later(timeout, lo__fire, w, None)
        handle.lo__is_limit = True

    def end(f):
        nonlocal left
        left -= 1
        failed = return_when == "FIRST_EXCEPTION" and f.lo__state != 2 and f.lo__error is not None
        if left <= 0 or return_when == "FIRST_COMPLETED" or failed:
            if handle is not None:
                handle.cancel()
            if w.lo__state == 0:
                lo__end(w, 1, None, None)

    for f in fs:
        f.add_done_callback(end)
    try:
        await w.lo__wait()
    finally:
        if handle is not None:
            handle.cancel()
        for f in fs:
            f.remove_done_callback(end)
    return {f for f in fs if f.lo__state != 0}, {f for f in fs if f.lo__state == 0}


class lo__AsCompleted:
    lo__name = "_AsCompletedIterator"

    def __init__(self, fs, timeout):
        if hasattr(fs, "lo__wait") or type(fs) is lo__COROUTINE:
            raise TypeError(f"expect an iterable of futures, not {lo__name(type(fs))}")
        l = lo__running_loop()
        self.lo__done = lo__Queue()
        self.lo__todo = []
        for f in fs:
            f = lo__ensure_future(f)
            if f not in self.lo__todo:
                self.lo__todo.append(f)
        self.lo__left = len(self.lo__todo)
        for f in self.lo__todo:
            f.add_done_callback(self.lo__ended)
        self.lo__handle = None
        if self.lo__todo and timeout is not None:
            self.lo__handle = l.call_later(timeout, self.lo__expire)
            self.lo__handle.lo__is_limit = True

    def lo__ended(self, f):
        if not self.lo__todo:
            return
        lo__without(self.lo__todo, f)
        self.lo__done.put_nowait(f)
        if not self.lo__todo and self.lo__handle is not None:
            self.lo__handle.cancel()

    def lo__expire(self):
        for f in self.lo__todo:
            f.remove_done_callback(self.lo__ended)
            self.lo__done.put_nowait(None)
        self.lo__todo = []

    def __iter__(self):
        return self

    def __next__(self):
        if self.lo__left == 0:
            raise StopIteration
        self.lo__left -= 1
        return self.lo__one(True)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.lo__left == 0:
            raise lo__raised(lo__StopAsyncIteration())
        self.lo__left -= 1
        return await self.lo__one(False)

    async def lo__one(self, resolves):
        f = await self.lo__done.get()
        if f is None:
            raise TimeoutError()
        return await f.lo__wait() if resolves else f


def lo__as_completed(fs, *, timeout=None):
    return lo__AsCompleted(fs, timeout)


class lo__TaskGroup:
    lo__name = "TaskGroup"

    def __init__(self):
        self.lo__entered = False
        self.lo__exiting = False
        self.lo__aborting = False
        self.lo__parent = None
        self.lo__parent_cancelled = False
        self.lo__tasks = []
        self.lo__errors = []
        self.lo__base_error = None
        self.lo__all_ended = None

    def __repr__(self):
        told = ""
        if self.lo__tasks:
            told += f" tasks={len(self.lo__tasks)}"
        if self.lo__errors:
            told += f" errors={len(self.lo__errors)}"
        if self.lo__aborting:
            told += " cancelling"
        elif self.lo__entered:
            told += " entered"
        return f"<TaskGroup{told}>"

    async def __aenter__(self):
        if self.lo__entered:
            raise RuntimeError(f"TaskGroup {self!r} has already been entered")
        l = lo__asyncio.loop
        if l is None or l.lo__current is None:
            raise RuntimeError(f"TaskGroup {self!r} cannot determine the parent task")
        self.lo__parent = l.lo__current
        self.lo__entered = True
        return self

    def create_task(self, coro, *, name=None, context=None):
        if not self.lo__entered:
            raise RuntimeError(f"TaskGroup {self!r} has not been entered")
        if self.lo__exiting and not self.lo__tasks:
            raise RuntimeError(f"TaskGroup {self!r} is finished")
        if self.lo__aborting:
            raise RuntimeError(f"TaskGroup {self!r} is shutting down")
        t = lo__Task(coro, name=name, context=context)
        self.lo__tasks.append(t)
        t.add_done_callback(self.lo__ended)
        return t

    def lo__abort(self):
        self.lo__aborting = True
        for t in list(self.lo__tasks):
            if t.lo__state == 0:
                t.cancel()

    def lo__ended(self, t):
        lo__without(self.lo__tasks, t)
        if self.lo__all_ended is not None and not self.lo__tasks and self.lo__all_ended.lo__state == 0:
            lo__end(self.lo__all_ended, 1, True, None)
        if t.lo__state == 2 or t.lo__error is None:
            return
        self.lo__errors.append(t.lo__error)
        if self.lo__base_error is None and lo__matches(t.lo__error, (SystemExit, KeyboardInterrupt)):
            self.lo__base_error = t.lo__error
        if self.lo__parent.lo__state != 0:
            return
        if not self.lo__aborting and not self.lo__parent_cancelled:
            # The body may stand anywhere: its next wait ends.
            self.lo__abort()
            self.lo__parent_cancelled = True
            self.lo__parent.cancel()

    async def __aexit__(self, kind, e, trace):
        self.lo__exiting = True
        is_cancelled = e is not None and lo__matches(e, lo__CancelledError)
        if e is not None and self.lo__base_error is None and lo__matches(e, (SystemExit, KeyboardInterrupt)):
            self.lo__base_error = e
        told = e if is_cancelled else None
        if e is not None and not self.lo__aborting:
            self.lo__abort()
        while self.lo__tasks:
            if self.lo__all_ended is None:
                self.lo__all_ended = lo__Future()
                self.lo__all_ended.lo__about = "its TaskGroup's " + ", ".join([t.lo__told() for t in self.lo__tasks])
            try:
                await self.lo__all_ended.lo__wait()
            except BaseException as x:
                x = lo__caught(x)
                if not lo__matches(x, lo__CancelledError):
                    raise
                if not self.lo__aborting:
                    told = x
                    self.lo__abort()
            self.lo__all_ended = None
        if self.lo__base_error is not None:
            raise lo__raised(self.lo__base_error)
        if self.lo__parent_cancelled and self.lo__parent.uncancel() == 0:
            # Cancelled for an error of ours, and by nobody else.
            told = None
        if told is not None and not self.lo__errors:
            raise lo__raised(told)
        if e is not None and not is_cancelled:
            self.lo__errors.append(e)
        if self.lo__errors:
            errors = self.lo__errors
            self.lo__errors = []
            if self.lo__parent.cancelling():
                # Somebody else does want it to end: its next wait does.
                self.lo__parent.uncancel()
                self.lo__parent.cancel()
            raise lo__raised(lo__group_of("unhandled errors in a TaskGroup", errors))
