import asyncio
async def agen(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i
class AC:
    async def __aenter__(self):
        print('enter'); return self
    async def __aexit__(self, t, v, tb):
        print('exit', t is not None); return False
async def main():
    async for x in agen(3):
        print(x)
    print([y * 2 async for y in agen(3)], {z async for z in agen(2) if z})
    async with AC() as a:
        print('in')
    try:
        async with AC():
            raise ValueError('q')
    except ValueError as e:
        print('got', e)
    async for x in agen(5):
        if x == 1: continue
        if x == 3: break
        print('l', x)
    else:
        print('no')
    g = agen(1)
    print(await g.__anext__())
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print('SAI')
asyncio.run(main()) if False else None
await main()
