import asyncio


async def inner(n):
    await asyncio.sleep(0)
    return 1 / n


async def main():
    task = asyncio.create_task(inner(0))
    await asyncio.sleep(0.01)
    await task


asyncio.run(main())
