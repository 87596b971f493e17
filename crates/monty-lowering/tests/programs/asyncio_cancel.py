import asyncio


async def sleeper(name, delay=10):
    try:
        await asyncio.sleep(delay)
        return name
    except asyncio.CancelledError as e:
        print(name, "cancelled", e.args)
        raise
    finally:
        print(name, "finally")


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("stays")
    await asyncio.sleep(0.01)
    return "stayed"


async def main():
    task = asyncio.create_task(sleeper("one"))
    await asyncio.sleep(0)
    print(task.cancel("why"), task.cancelling(), task.cancelled())
    try:
        await task
    except asyncio.CancelledError as e:
        print("main sees", e.args, task.cancelled(), task.done(), task.cancel())
    try:
        await asyncio.wait_for(sleeper("two"), timeout=0.01)
    except asyncio.TimeoutError as e:
        print("timed out", repr(e))
    print(await asyncio.wait_for(sleeper("three", 0.01), timeout=5))
    print(await asyncio.wait_for(sleeper("four", 0), None))
    try:
        async with asyncio.timeout(0.01) as limit:
            try:
                await sleeper("five")
            finally:
                print("inside", limit.expired())
    except TimeoutError:
        print("outside", limit.expired())
    async with asyncio.timeout(None) as limit:
        limit.reschedule(asyncio.get_running_loop().time() + 5)
        await asyncio.sleep(0)
    print(limit.expired())
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    print(await task, task.cancelled(), task.cancelling(), task.uncancel())
    inner = asyncio.create_task(sleeper("shielded", 0.02))
    outer = asyncio.create_task(asyncio.wait_for(asyncio.shield(inner), 0.01))
    try:
        await outer
    except TimeoutError:
        print("gave up", inner.done())
    print(await inner)
    both = asyncio.gather(sleeper("six"), sleeper("seven"))
    await asyncio.sleep(0)
    both.cancel()
    try:
        await both
    except asyncio.CancelledError:
        print("both", both.cancelled(), both.done())
    try:
        await asyncio.gather(sleeper("eight", 0), asyncio.create_task(sleeper("nine", 0.01)))
        raise asyncio.CancelledError("mine")
    except Exception:
        print("never")
    except BaseException as e:
        print(type(e).__name__, e, isinstance(e, Exception))
    done, pending = await asyncio.wait(
        [asyncio.create_task(sleeper("ten", 0.01)), asyncio.create_task(sleeper("eleven", 0.5))],
        return_when=asyncio.FIRST_COMPLETED,
    )
    print([t.result() for t in done], len(pending))
    for t in pending:
        t.cancel()
    print(await asyncio.gather(*pending, return_exceptions=True))
    done, pending = await asyncio.wait([asyncio.create_task(sleeper("twelve", 0.2))], timeout=0.01)
    print(len(done), len(pending))
    future = asyncio.get_running_loop().create_future()
    future.cancel()
    for read in (future.result, future.exception):
        try:
            read()
        except asyncio.CancelledError as e:
            print("future", e.args)
    future = asyncio.Future()
    try:
        future.result()
    except asyncio.InvalidStateError as e:
        print(e, isinstance(e, Exception))
    future.set_exception(KeyError("k"))
    print(repr(future.exception()), future.done(), future.cancel())
    try:
        await future
    except KeyError as e:
        print("raised", e)


asyncio.run(main())
