# Tasks: what runs side by side, and in which order.
#
# The loop is one of callbacks, as CPython's is: a queue of what is ready, served in rounds, and a list of timers. A task's
# frames are those of a fiber, one of the machine's own tasks, of which one at a time is not waiting at a gate. Whoever has
# nothing left to do serves the queue (lo__next), opens the gate of the task that is next, and waits at its own. Gates are
# the engine's affair: lo__switch, lo__spawn, lo__leave, lo__select and lo__abandon are answered there (see fibers.rs).
class lo__Asyncio:
    def __init__(self):
        self.loop = None
        # What `get_event_loop()` gives outside of coroutines.
        self.outer = None
        self.names = 0
        self.lo__context = {}


lo__asyncio = lo__Asyncio()
lo__NO_VALUE = lo__Asyncio()


def lo__context_now():
    """What holds the values of context variables: the task that runs, or the program outside of tasks."""
    l = lo__asyncio.loop
    if l is None or l.lo__current is None:
        return lo__asyncio
    return l.lo__current
lo__CancelledError = lo__missing("CancelledError", BaseException)
lo__InvalidStateError = lo__missing("InvalidStateError", Exception)


async def lo__no_coroutine():
    pass


lo__COROUTINE = type(lo__no_coroutine())


class lo__Handle:
    lo__name = "Handle"

    def __init__(self, callback, args, context=None):
        self.lo__context = dict(lo__context_now().lo__context) if context is None else context.lo__context
        self.lo__callback = callback
        self.lo__args = args
        self.lo__cancelled = False

    def cancel(self):
        self.lo__cancelled = True

    def cancelled(self):
        return self.lo__cancelled


class lo__Callback:
    """What is called when a future is done, and the values of context variables there."""

    def __init__(self, fn, context):
        self.lo__fn = fn
        self.lo__context = dict(lo__context_now().lo__context) if context is None else context.lo__context


class lo__TimerHandle:
    lo__name = "TimerHandle"

    def __init__(self, when, callback, args, context=None):
        self.lo__context = dict(lo__context_now().lo__context) if context is None else context.lo__context
        self.lo__when = when
        self.lo__callback = callback
        self.lo__args = args
        self.lo__cancelled = False
        self.lo__is_limit = False

    def cancel(self):
        self.lo__cancelled = True

    def cancelled(self):
        return self.lo__cancelled

    def when(self):
        return self.lo__when


class lo__Loop:
    lo__name = "_UnixSelectorEventLoop"

    def __init__(self):
        import collections
        self.lo__ready = collections.deque()
        self.lo__round = 0
        self.lo__timers = []
        self.lo__count = 0
        self.lo__tasks = {}
        self.lo__current = None
        self.lo__context = {}
        self.lo__stopping = False
        self.lo__fiber = 0
        self.lo__fibers = 0
        self.lo__calls = {}
        self.lo__settled = set()
        self.lo__rounds = 0
        self.lo__alarm = -1
        self.lo__alarm_at = 0.0
        self.lo__alarm_until = 0.0
        self.lo__sleeps = False
        self.lo__ahead = 0.0
        self.lo__broken = None
        # Asynchronous generators that were left before their end.
        self.lo__dropped = []
        self.lo__program = None

    def __repr__(self):
        return "<_UnixSelectorEventLoop running=True closed=False debug=False>"

    def time(self):
        import time
        return time.monotonic() + self.lo__ahead

    def is_running(self):
        return lo__asyncio.loop is self

    def is_closed(self):
        return lo__asyncio.loop is not self

    def get_debug(self):
        return False

    def call_soon(self, callback, *args, context=None):
        h = lo__Handle(callback, args, context)
        self.lo__ready.append(h)
        return h

    def call_soon_threadsafe(self, callback, *args, context=None):
        return self.call_soon(callback, *args, context=context)

    def call_later(self, delay, callback, *args, context=None):
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        import bisect
        h = lo__TimerHandle(when, callback, args, context)
        self.lo__count += 1
        bisect.insort(self.lo__timers, (when, self.lo__count, h))
        return h

    def create_future(self):
        return lo__Future()

    def create_task(self, coro, *, name=None, context=None):
        return lo__Task(coro, name=name, context=context)

    def run_in_executor(self, executor, func, *args):
        return lo__Task(lo__to_thread(func, *args))

    def run_until_complete(self, future):
        raise RuntimeError("This event loop is already running")

    def stop(self, *rest):
        self.lo__stopping = True

    def close(self):
        raise RuntimeError("Cannot close a running event loop")


def lo__running_loop():
    if lo__asyncio.loop is None:
        raise RuntimeError("no running event loop")
    return lo__asyncio.loop


def lo__event_loop():
    if lo__asyncio.loop is not None:
        return lo__asyncio.loop
    if lo__asyncio.outer is None:
        lo__asyncio.outer = lo__OuterLoop()
    return lo__asyncio.outer


class lo__OuterLoop:
    """A loop outside of coroutines, which runs one after the other to its end."""
    lo__name = "_UnixSelectorEventLoop"

    def __init__(self):
        self.lo__closed = False

    def __repr__(self):
        running = lo__asyncio.loop is not None
        return f"<_UnixSelectorEventLoop running={running} closed={self.lo__closed} debug=False>"

    def run_until_complete(self, future):
        import asyncio
        if self.lo__closed:
            raise RuntimeError("Event loop is closed")
        if lo__asyncio.loop is not None:
            raise RuntimeError("This event loop is already running")
        if type(future) is lo__COROUTINE:
            return asyncio.run(lo__drive_alone(future))
        if hasattr(type(future), "__await__"):
            return asyncio.run(lo__drive_alone(lo__awaited(future)))
        raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")

    def create_task(self, coro, *, name=None, context=None):
        if lo__asyncio.loop is not None:
            return lo__Task(coro, name=name, context=context)
        raise NotImplementedError("create_task() before the loop runs is not available here: give run_until_complete() the coroutine")

    def run_forever(self):
        raise NotImplementedError("run_forever() is not available here: use asyncio.run(main())")

    def time(self):
        import time
        return time.monotonic()

    def is_running(self):
        return lo__asyncio.loop is not None

    def is_closed(self):
        return self.lo__closed

    def get_debug(self):
        return False

    def set_debug(self, enabled):
        pass

    def close(self):
        if lo__asyncio.loop is not None:
            raise RuntimeError("Cannot close a running event loop")
        self.lo__closed = True

    async def shutdown_asyncgens(self):
        pass

    async def shutdown_default_executor(self, timeout=None):
        pass


def lo__new_event_loop():
    return lo__OuterLoop()


def lo__set_event_loop(loop):
    lo__asyncio.outer = loop


async def lo__drive_alone(coro):
    """Runs a coroutine to its end for `run_until_complete()`, which leaves other tasks where they are."""
    l = lo__Loop()
    lo__asyncio.loop = l
    t = lo__Task(coro)
    lo__next(l)
    t.lo__fiber = 0
    l.lo__current = t
    await lo__perform(l, t)
    l.lo__current = None
    l.call_soon(l.stop)
    await lo__go(l, l)
    if l.lo__tasks:
        await lo__conclude(l)
        raise NotImplementedError("tasks that go on after run_until_complete() are not available here: await them in the coroutine")
    lo__silence(l)
    lo__asyncio.loop = None
    if l.lo__broken is not None:
        raise lo__raised(l.lo__broken)
    if t.lo__failure is not None:
        await t.lo__failure
    return t.result()


def lo__next(l):
    """Serves what is ready until it is a task's turn. None: all wait for the host. The loop itself: it stops."""
    ready = l.lo__ready
    while True:
        if l.lo__round == 0:
            if l.lo__stopping:
                l.lo__stopping = False
                return l
            timers = l.lo__timers
            while timers and timers[0][2].lo__cancelled:
                timers.pop(0)
            if timers:
                # Clocks are read in steps: what is due within one is due.
                now = l.time() + 0.000001
                while timers and timers[0][0] <= now:
                    ready.append(timers.pop(0)[2])
            if not ready:
                return None
            l.lo__rounds += 1
            if l.lo__rounds > 200 and l.lo__calls:
                l.lo__rounds = 0
                return None
            l.lo__round = len(ready)
        h = ready.popleft()
        l.lo__round -= 1
        if type(h) is lo__Task:
            if h.lo__state == 0:
                return h
        elif not h.lo__cancelled:
            # Nobody's task: the values of context variables are those of the callback.
            current = l.lo__current
            l.lo__current = h
            try:
                h.lo__callback(*h.lo__args)
            except Exception as e:
                lo__unheeded("Exception in callback", lo__caught(e))
            l.lo__current = current


def lo__unheeded(what, e):
    import sys
    print(f"{what}: {e!r}", file=sys.stderr)


def lo__alarm(l):
    """The host call that ends when the next timer is due; -1 without timers."""
    import asyncio
    timers = l.lo__timers
    while timers and timers[0][2].lo__cancelled:
        timers.pop(0)
    if not timers:
        lo__silence(l)
        return -1
    when = timers[0][0]
    # A limit of time for calls of the host is no sleep.
    sleeps = not l.lo__calls or not timers[0][2].lo__is_limit
    if l.lo__alarm < 0 or l.lo__alarm_at != when or sleeps and not l.lo__sleeps:
        lo__silence(l)
        l.lo__sleeps = sleeps
        lo__alarm_next(1 if sleeps else 0)
        # CPython's loop waits for whole milliseconds: what is due within one is due together.
        now = l.time()
        wait = max(1.0, -(-((when - now) * 1000) // 1)) / 1000
        l.lo__alarm = lo__number(asyncio.sleep(wait))
        l.lo__alarm_at = when
        l.lo__alarm_until = now + wait
    return l.lo__alarm


def lo__silence(l):
    if l.lo__alarm >= 0:
        lo__abandon(l.lo__alarm)
        l.lo__alarm = -1


def lo__number(future):
    return int(repr(future)[27:-2])


def lo__is_host_call(x):
    return repr(x)[:27] == "<coroutine external_future("


async def lo__wait_for_host(l):
    """Waits for the host to settle calls, or for the next timer."""
    if l.lo__ready:
        import asyncio
        pause = lo__number(asyncio.sleep(0))
        lo__settle(l, await lo__select(pause, 1), pause)
        return
    alarm = lo__alarm(l)
    if alarm < 0 and not l.lo__calls:
        lo__deadlock(l)
        return
    # A limit of time that is over at once, as where sleeping takes none, leaves calls the time they need.
    patient = 1 if alarm >= 0 and l.lo__timers[0][2].lo__is_limit else 0
    lo__settle(l, await lo__select(alarm, patient), -1)


def lo__settle(l, numbers, pause):
    calls = l.lo__calls
    if not numbers and calls:
        numbers = list(calls)
    for n in numbers:
        if n == l.lo__alarm:
            l.lo__alarm = -1
            l.lo__ahead += max(0.0, l.lo__alarm_until - l.time())
        elif n in calls:
            lo__finish(calls.pop(n), None)
        elif n != pause:
            l.lo__settled.add(n)
    if pause >= 0 and pause not in numbers:
        lo__abandon(pause)


def lo__deadlock(l):
    parts = []
    first = None
    for t in l.lo__tasks.values():
        if t.lo__waiter is not None:
            if first is None:
                first = t
            parts.append(f"{t.lo__told()} waits for {t.lo__waiter.lo__told()}")
    e = RuntimeError("deadlock: all tasks wait, and nothing is left that could wake one: " + "; ".join(parts))
    if first is None:
        raise e
    first.lo__thrown = e
    l.lo__ready.append(first)


async def lo__go(l, me):
    """Hands the processor on until it is the turn of `me`, a task or the loop."""
    fiber = me.lo__fiber
    while True:
        t = lo__next(l)
        if t is me:
            l.lo__current = t
            return
        if t is None:
            await lo__wait_for_host(l)
            continue
        l.lo__current = t
        if t.lo__fiber is None:
            import asyncio
            try:
                await asyncio.gather(lo__carry(l, t), lo__spawn(fiber))
            except RuntimeError:
                # The gate was opened: a failure ends the wait for both.
                return
        await lo__switch(fiber, t.lo__fiber)
        return


async def lo__carry(l, t):
    """A fiber: runs a task, and then another that has not begun, or hands on."""
    l.lo__fibers += 1
    fiber = l.lo__fibers
    while True:
        t.lo__fiber = fiber
        await lo__perform(l, t)
        t = lo__next(l)
        while t is None:
            await lo__wait_for_host(l)
            t = lo__next(l)
        l.lo__current = t
        if t.lo__fiber is not None:
            lo__leave(t.lo__fiber)
            return


async def lo__perform(l, t):
    """Runs a task's coroutine to its end."""
    if t.lo__must_cancel:
        t.lo__must_cancel = False
        e = lo__cancellation(t)
        t.lo__message = None
        if hasattr(t, "lo__closes") and not t.lo__closes.over:
            # A generator hears of it where it stands.
            try:
                await t.lo__closes.athrow(e)
            except BaseException:
                pass
        lo__end(t, 2, None, e)
        return
    import asyncio
    # The machine's gathering keeps the failure with its traceback, for all who wait for the task.
    run = asyncio.gather(t.lo__coro)
    try:
        r = (await run)[0]
    except BaseException as e:
        t.lo__failure = run
        lo__fail(l, t, lo__caught(e))
    else:
        lo__return(t, r)


def lo__fail(l, t, e):
    if lo__matches(e, lo__CancelledError):
        lo__end(t, 2, None, e)
    else:
        lo__end(t, 1, None, e)
        if lo__matches(e, (SystemExit, KeyboardInterrupt)):
            l.lo__broken = e
            l.lo__stopping = True


def lo__return(t, r):
    if t.lo__must_cancel:
        t.lo__must_cancel = False
        lo__end(t, 2, None, None)
    else:
        lo__end(t, 1, r, None)


async def lo__park(l, t, future):
    """Leaves the task standing until it is its turn again."""
    t.lo__waiter = future
    if t.lo__must_cancel and future is not None and future.cancel(t.lo__message):
        t.lo__must_cancel = False
    await lo__go(l, t)
    t.lo__waiter = None
    if t.lo__thrown is not None:
        e = t.lo__thrown
        t.lo__thrown = None
        raise lo__raised(e)
    if t.lo__must_cancel:
        t.lo__must_cancel = False
        raise lo__raised(lo__cancellation(t))


def lo__cancellation(f):
    if f.lo__message is None:
        return lo__CancelledError()
    return lo__CancelledError(f.lo__message)


def lo__finish(f, result):
    lo__end(f, 1, result, None)


def lo__fire(f, result):
    if f.lo__state == 0:
        lo__end(f, 1, result, None)


def lo__end(f, state, result, error):
    f.lo__state = state
    f.lo__result = result
    f.lo__error = error
    l = lo__asyncio.loop
    if f.lo__number is not None:
        l.lo__tasks.pop(f.lo__number, None)
    callbacks = f.lo__callbacks
    if callbacks:
        f.lo__callbacks = []
        for c in callbacks:
            if type(c) is lo__Task:
                l.lo__ready.append(c)
            else:
                l.lo__ready.append(lo__Handle(c, (f,)) if type(c) is not lo__Callback else lo__Handle(c.lo__fn, (f,), c))


def lo__future_init(f, told):
    f.lo__state = 0
    f.lo__result = None
    f.lo__error = None
    f.lo__failure = None
    f.lo__callbacks = []
    f.lo__message = None
    f.lo__number = None
    f.lo__about = told


class lo__Future:
    lo__name = "Future"

    def __init__(self, *, loop=None):
        lo__running_loop()
        lo__future_init(self, "a Future")

    def __repr__(self):
        return f"<Future {lo__state_told(self)}>"

    def lo__told(self):
        return self.lo__about

    def get_loop(self):
        return lo__running_loop()

    def done(self):
        return self.lo__state != 0

    def cancelled(self):
        return self.lo__state == 2

    def result(self):
        if self.lo__state == 0:
            raise lo__raised(lo__InvalidStateError("Result is not set."))
        if self.lo__state == 2:
            raise lo__raised(self.lo__error if self.lo__error is not None else lo__cancellation(self))
        if self.lo__error is not None:
            raise lo__raised(self.lo__error)
        return self.lo__result

    def exception(self):
        if self.lo__state == 0:
            raise lo__raised(lo__InvalidStateError("Exception is not set."))
        if self.lo__state == 2:
            raise lo__raised(self.lo__error if self.lo__error is not None else lo__cancellation(self))
        return self.lo__error

    def set_result(self, result):
        if self.lo__state != 0:
            raise lo__raised(lo__InvalidStateError("invalid state"))
        lo__end(self, 1, result, None)

    def set_exception(self, exception):
        if self.lo__state != 0:
            raise lo__raised(lo__InvalidStateError("invalid state"))
        if type(exception) is lo__TYPE:
            exception = exception()
        if lo__matches(exception, StopIteration):
            raise TypeError("StopIteration interacts badly with generators and cannot be raised into a Future")
        lo__end(self, 1, None, exception)

    def add_done_callback(self, fn, *, context=None):
        if self.lo__state != 0:
            lo__asyncio.loop.lo__ready.append(lo__Handle(fn, (self,), context))
        else:
            self.lo__callbacks.append(lo__Callback(fn, context))

    def remove_done_callback(self, fn):
        kept = [c for c in self.lo__callbacks if type(c) is not lo__Callback or c.lo__fn != fn]
        removed = len(self.lo__callbacks) - len(kept)
        self.lo__callbacks = kept
        return removed

    def cancel(self, msg=None):
        if self.lo__state != 0:
            return False
        self.lo__message = msg
        lo__end(self, 2, None, None)
        return True

    async def lo__wait(self):
        if self.lo__state == 0:
            l = lo__running_loop()
            t = l.lo__current
            self.lo__callbacks.append(t)
            await lo__park(l, t, self)
            if self.lo__state == 0:
                raise RuntimeError("await wasn't used with future")
        if self.lo__state == 1 and self.lo__failure is not None:
            await self.lo__failure
        return self.result()


def lo__state_told(f):
    if f.lo__state == 0:
        return "pending"
    if f.lo__state == 2:
        return "cancelled"
    if f.lo__error is not None:
        return f"finished exception={f.lo__error!r}"
    return f"finished result={f.lo__result!r}"


def lo__as_future(c, *names):
    for n in names:
        setattr(c, n, getattr(lo__Future, n))
    return c


class lo__OwnTask:
    lo__name = "Task"

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        l = lo__running_loop()
        if type(coro) is not lo__COROUTINE:
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        lo__future_init(self, None)
        self.lo__of = lo__call_told(coro)
        if lo__is_host_call(coro):
            coro = lo__host_result(coro)
        if name is None:
            lo__asyncio.names += 1
            name = f"Task-{lo__asyncio.names}"
        self.lo__title = str(name)
        self.lo__context = dict(lo__context_now().lo__context) if context is None else context.lo__context
        self.lo__coro = coro
        self.lo__fiber = None
        self.lo__waiter = None
        self.lo__thrown = None
        self.lo__must_cancel = False
        self.lo__requests = 0
        l.lo__count += 1
        self.lo__number = l.lo__count
        l.lo__tasks[l.lo__count] = self
        l.lo__ready.append(self)

    def __repr__(self):
        return f"<Task {lo__state_told(self)} name={self.lo__title!r} coro={self.lo__of}>"

    def lo__told(self):
        return f"{self.lo__title} ({self.lo__of})"

    def get_name(self):
        return self.lo__title

    def set_name(self, value):
        self.lo__title = str(value)

    def get_coro(self):
        return self.lo__coro

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def cancelling(self):
        return self.lo__requests

    def uncancel(self):
        if self.lo__requests > 0:
            self.lo__requests -= 1
            if self.lo__requests == 0:
                self.lo__must_cancel = False
        return self.lo__requests

    def cancel(self, msg=None):
        if self.lo__state != 0:
            return False
        self.lo__requests += 1
        if self.lo__waiter is not None and self.lo__waiter.cancel(msg):
            return True
        self.lo__must_cancel = True
        self.lo__message = msg
        return True


lo__Task = lo__as_future(
    lo__OwnTask, "get_loop", "done", "cancelled", "result", "exception", "add_done_callback", "remove_done_callback",
    "lo__wait",
)


def lo__call_told(coro):
    if lo__is_host_call(coro):
        return "a call of the host"
    return f"{repr(coro)[18:-1]}()"


class lo__OwnCall:
    lo__name = "Future"

    def __init__(self, number):
        lo__future_init(self, "a call of the host")
        self.lo__call = number

    def cancel(self, msg=None):
        if self.lo__state != 0:
            return False
        lo__asyncio.loop.lo__calls.pop(self.lo__call, None)
        lo__abandon(self.lo__call)
        self.lo__message = msg
        lo__end(self, 2, None, None)
        return True


lo__Call = lo__as_future(lo__OwnCall, "result", "lo__told", "lo__wait", "done")


async def lo__host_result(future):
    """What a call of the host gives, while other tasks go on."""
    l = lo__running_loop()
    number = lo__number(future)
    if number in l.lo__settled:
        l.lo__settled.discard(number)
    else:
        if number not in l.lo__calls:
            l.lo__calls[number] = lo__Call(number)
        await l.lo__calls[number].lo__wait()
    return await future


def lo__awaitable(x):
    """What the machine can await for `x`."""
    if type(x) is lo__COROUTINE:
        if lo__asyncio.loop is not None and lo__is_host_call(x):
            return lo__host_result(x)
        return x
    if hasattr(x, "lo__wait"):
        return x.lo__wait()
    if hasattr(type(x), "__await__"):
        return lo__of_await(type(x).__await__(x))
    return x


def lo__of_await(x):
    if type(x) is lo__COROUTINE or hasattr(x, "lo__wait") or hasattr(type(x), "__await__"):
        return lo__awaitable(x)
    return lo__iterated(iter(x))


async def lo__iterated(it):
    for x in it:
        if x is not None:
            raise RuntimeError(f"Task got bad yield: {x!r}")
        await lo__sleep(0)


async def lo__awaited(x):
    return await lo__awaitable(x)


async def lo__sleep(delay, result=None):
    l = lo__running_loop()
    t = l.lo__current
    if delay <= 0:
        l.lo__ready.append(t)
        await lo__park(l, t, None)
        return result
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    f = lo__Future()
    f.lo__about = f"sleep({delay!r})"
    h = l.call_later(delay, lo__fire, f, result)
    try:
        return await f.lo__wait()
    finally:
        h.cancel()


async def lo__to_thread(func, /, *args, **kwargs):
    holder = lo__context_now()
    outer = holder.lo__context
    holder.lo__context = dict(outer)
    try:
        r = func(*args, **kwargs)
    finally:
        holder.lo__context = outer
    if type(r) is lo__COROUTINE and lo__is_host_call(r):
        return await lo__host_result(r)
    return r


async def lo__drive(coro, told):
    """Runs a coroutine and, until it has ended, all tasks; then cancels those that are left."""
    l = lo__Loop()
    lo__asyncio.loop = l
    t = lo__Task(coro)
    lo__next(l)
    t.lo__fiber = 0
    if told is not None:
        t.lo__of = told
        l.lo__program = t
    l.lo__current = t
    await lo__perform(l, t)
    await lo__conclude(l)
    if t.lo__failure is not None:
        await t.lo__failure
    return t.result()


async def lo__conclude(l):
    """What is left to do when the first task has ended."""
    l.lo__current = None
    l.call_soon(l.stop)
    await lo__go(l, l)
    rest = list(l.lo__tasks.values())
    if rest:
        for r in rest:
            r.cancel()
        f = lo__gather(*rest, return_exceptions=True)
        f.add_done_callback(l.stop)
        while f.lo__state == 0:
            await lo__go(l, l)
    # CPython runs two more coroutines, which end its asynchronous generators and threads: what is ready goes on meanwhile.
    for i in range(2):
        lo__asyncio.names += 1
        l.call_soon(l.call_soon, l.stop)
        await lo__go(l, l)
        left = [g for g in l.lo__dropped if not g.over]
        if left:
            f = lo__gather(*[g.aclose() for g in left], return_exceptions=True)
            f.add_done_callback(l.stop)
            while f.lo__state == 0:
                await lo__go(l, l)
    lo__silence(l)
    lo__asyncio.loop = None
    if l.lo__broken is not None:
        raise lo__raised(l.lo__broken)


def lo__run_program(body):
    """Runs a program that awaits outside of functions: it is the first task."""
    import asyncio
    asyncio.run(lo__drive(body, "the program"))


def lo__asyncio_run(main, *, debug=None, loop_factory=None):
    import asyncio
    l = lo__asyncio.loop
    if l is not None and l.lo__current is l.lo__program and type(main) is lo__COROUTINE:
        return asyncio.run(lo__Task(main).lo__wait())
    if l is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    if type(main) is not lo__COROUTINE:
        raise ValueError(f"a coroutine was expected, got {main!r}")
    return asyncio.run(lo__drive(main, None))


def lo__ensure_future(x, *, loop=None):
    if hasattr(x, "lo__wait"):
        return x
    if type(x) is lo__COROUTINE:
        return lo__Task(x)
    if hasattr(type(x), "__await__"):
        return lo__Task(lo__awaited(x))
    raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")


def lo__create_task(coro, *, name=None, context=None):
    return lo__Task(coro, name=name, context=context)


def lo__current_task(loop=None):
    current = lo__running_loop().lo__current
    return current if type(current) is lo__Task else None


def lo__all_tasks(loop=None):
    return set(lo__running_loop().lo__tasks.values())


def lo__is_future(x):
    return hasattr(x, "lo__wait")


def lo__is_coroutine(x):
    return type(x) is lo__COROUTINE


class lo__OwnGathering:
    lo__name = "_GatheringFuture"

    def __init__(self, children):
        lo__future_init(self, None)
        self.lo__children = children
        self.lo__requested = False

    def __repr__(self):
        return f"<_GatheringFuture {lo__state_told(self)}>"

    def lo__told(self):
        return "gather() of " + ", ".join([c.lo__told() for c in self.lo__children if c.lo__state == 0])

    def cancel(self, msg=None):
        if self.lo__state != 0:
            return False
        some = False
        for c in self.lo__children:
            if c.cancel(msg):
                some = True
        if some:
            self.lo__requested = True
        return some


lo__Gathering = lo__as_future(
    lo__OwnGathering, "get_loop", "done", "cancelled", "result", "exception", "set_result", "set_exception",
    "add_done_callback", "remove_done_callback", "lo__wait",
)


def lo__gather(*awaitables, return_exceptions=False):
    lo__running_loop()
    if not awaitables:
        f = lo__Future()
        f.set_result([])
        return f
    children = []
    unique = {}
    for a in awaitables:
        c = unique.get(id(a))
        if c is None:
            c = lo__ensure_future(a)
            unique[id(a)] = c
        children.append(c)
    outer = lo__Gathering(children)
    ended = 0

    def end(f):
        nonlocal ended
        ended += 1
        if outer.lo__state != 0:
            return
        if not return_exceptions:
            if f.lo__state == 2:
                lo__end(outer, 1, None, lo__reason(f))
                return
            if f.lo__error is not None:
                outer.lo__failure = f.lo__failure
                lo__end(outer, 1, None, f.lo__error)
                return
        if ended == len(unique):
            results = []
            for c in children:
                if c.lo__state == 2:
                    results.append(lo__CancelledError(c.lo__message or ""))
                elif c.lo__error is not None:
                    results.append(c.lo__error)
                else:
                    results.append(c.lo__result)
            if outer.lo__requested:
                lo__end(outer, 1, None, lo__CancelledError())
            else:
                lo__end(outer, 1, results, None)

    ready = []
    for c in unique.values():
        if c.lo__state != 0:
            ready.append(c)
        else:
            c.lo__callbacks.append(end)
    for c in ready:
        end(c)
    return outer


def lo__reason(f):
    return f.lo__error if f.lo__error is not None else lo__cancellation(f)
