import asyncio
async def f(n):
    if n: return await f(n - 1)
    return 0
asyncio.run(f(5000))
