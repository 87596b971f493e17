import asyncio
async def f(n): return await asyncio.gather(*[f(n - 1) for _ in range(10)]) if n else 1
await f(8)
