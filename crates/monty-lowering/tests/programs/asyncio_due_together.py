# What is due within a millisecond is due together: the second to give back is there before the first is taken.
import asyncio


async def job(free, i):
    c = await free.get()
    await asyncio.sleep(0.02)
    free.put_nowait(c)
    return f"{i}:{c}"


async def main():
    free = asyncio.LifoQueue()
    for c in ("a", "b"):
        free.put_nowait(c)
    print(await asyncio.gather(*(job(free, i) for i in range(5))))


asyncio.run(main())
