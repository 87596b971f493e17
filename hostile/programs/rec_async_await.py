async def f(): return await f()
await f()
