import asyncio
async def f(): return 1
await asyncio.gather(*[f() for _ in range(10**6)])
