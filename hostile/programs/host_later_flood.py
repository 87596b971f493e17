import asyncio
async def f():
    while True: await later(1)
await asyncio.gather(*[f() for _ in range(100)])
