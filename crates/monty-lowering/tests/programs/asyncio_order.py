import asyncio

log = []


async def worker(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    return name * n


async def failing(name):
    await asyncio.sleep(0)
    raise ValueError(name)


async def nested(name):
    inner = await asyncio.gather(worker(name + "x", 1), worker(name + "y", 2))
    log.append(name + " gathered")
    return inner


async def main():
    first = asyncio.create_task(worker("a", 3))
    second = asyncio.create_task(worker("b", 2), name="bee")
    log.append("main goes on")
    print(first.get_name(), second.get_name(), asyncio.current_task().get_name(), first.done())
    await asyncio.sleep(0)
    log.append("main again")
    print(await second, await first, first.done(), first.result())
    print(await asyncio.gather(nested("p"), nested("q"), worker("r", 4)))
    print(await asyncio.gather(failing("f"), worker("g", 1), failing("h"), return_exceptions=True))
    try:
        await asyncio.gather(worker("i", 3), failing("j"))
    except ValueError as e:
        log.append(f"caught {e}")
    await asyncio.sleep(0)
    coroutine = worker("k", 1)
    print(await asyncio.gather(coroutine, coroutine), await asyncio.gather())
    task = asyncio.create_task(worker("t", 1))
    task.add_done_callback(lambda t: log.append(f"called back {t.result()}"))
    loop = asyncio.get_running_loop()
    loop.call_soon(log.append, "soon")
    loop.call_later(0.02, log.append, "later")
    handle = loop.call_later(0.01, log.append, "never")
    handle.cancel()
    future = loop.create_future()
    loop.call_later(0.03, future.set_result, "set")
    print(await future, await task, await task)
    print(len(asyncio.all_tasks()), asyncio.iscoroutine(task), asyncio.isfuture(task))


asyncio.run(main())
print(log)


async def late():
    async def beside():
        try:
            log.append("beside")
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            log.append("cancelled")
            await asyncio.sleep(0)
            log.append("cleaned up")
            raise
        finally:
            log.append("finally")

    asyncio.create_task(beside())
    never = asyncio.create_task(beside())
    never.cancel()
    never.add_done_callback(lambda t: log.append(f"never begun {t.cancelled()}"))
    await asyncio.sleep(0)
    return "ended"


log = []
print(asyncio.run(late()), log)
for call in (lambda: asyncio.run(5), lambda: asyncio.create_task(late()), asyncio.get_running_loop):
    try:
        call()
    except (RuntimeError, ValueError) as e:
        print(type(e).__name__, e)
