import asyncio


async def numbers(name, n=5):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(0)
    finally:
        print("closed", name)


async def doubled(name):
    async for x in numbers(name):
        yield x * 2


async def first(name):
    async for x in numbers(name):
        if x == 1:
            return x


async def main():
    async for x in numbers("a"):
        if x == 2:
            break
        print(x)
    print("after a")
    await asyncio.sleep(0)
    print("one round")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(await first("b"))
    await asyncio.sleep(0.001)
    async for x in numbers("c", 2):
        print(x)
    else:
        print("whole")
    async for x in doubled("d"):
        if x:
            break
    await asyncio.sleep(0.001)
    async for x in numbers("e"):
        break
    print("end")


asyncio.run(main())
