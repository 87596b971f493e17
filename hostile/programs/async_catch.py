import asyncio
async def f():
    while True:
        try:
            while True: pass
        except BaseException: pass
asyncio.run(f())
