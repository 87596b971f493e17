import asyncio
async def f():
    while True:
        try: await asyncio.sleep(0)
        except BaseException: pass
await f()
