import asyncio


async def work(n):
    await asyncio.sleep(0)
    if n < 0:
        raise ValueError("negative")
    return n * 2


async def main():
    tasks = [asyncio.create_task(work(i)) for i in range(3)]
    loop = asyncio.get_running_loop()
    return [await t for t in tasks], loop.is_running()


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
try:
    print(loop.run_until_complete(main()))
    print(loop.run_until_complete(work(4)), loop.is_running())
    loop.run_until_complete(work(-1))
except ValueError as e:
    print(e)
finally:
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
print(loop.is_closed())
try:
    c = work(1)
    loop.run_until_complete(c)
except RuntimeError as e:
    print(e)
asyncio.run(c)
asyncio.set_event_loop(asyncio.new_event_loop())
print(asyncio.get_event_loop().run_until_complete(work(5)))
