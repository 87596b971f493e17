import asyncio
async def f(): return "x" * 10**6
await asyncio.gather(*[f() for _ in range(10**4)])
