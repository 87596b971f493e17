import asyncio
async def f(): return 1
c = f()
asyncio.run(c)
asyncio.run(c)
