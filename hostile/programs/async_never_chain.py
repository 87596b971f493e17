import asyncio
async def f(n): return await (f(n - 1) if n else never())
await f(500)
