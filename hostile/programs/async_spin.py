import asyncio
async def f():
    while True: pass
asyncio.run(f())
