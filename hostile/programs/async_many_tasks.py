import asyncio
async def f(n):
    if n: await asyncio.gather(f(n - 1), f(n - 1))
asyncio.run(f(20))
