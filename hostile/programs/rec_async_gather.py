import asyncio
async def f(): return await asyncio.gather(f(), f())
await f()
