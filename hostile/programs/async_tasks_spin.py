import asyncio
async def f():
    while True: await asyncio.sleep(0)
await asyncio.gather(*[f() for _ in range(1000)])
