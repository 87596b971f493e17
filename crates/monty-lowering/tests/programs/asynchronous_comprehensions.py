import asyncio


async def told(name, n):
    for i in range(n):
        print("make", name, i)
        yield i


async def rows():
    for n in (2, 0, 1):
        await asyncio.sleep(0)
        yield {"n": n}


async def comprehensions():
    def use(*x):
        print("use", *x)
        return x

    print([use(x) async for x in told("a", 2)])
    print([use(x, y) async for x in told("a", 2) for y in range(x + 1) if y != 1])
    print([(x, y) for x in range(2) async for y in told("b", x + 1) if use(y)])
    print({r["n"]: i async for r in rows() async for i in told("c", r["n"])})
    print({x % 2 async for x in told("d", 2) if x} | {y async for y in told("e", 0)})
    nested = [[y async for y in told(f"f{x}", 1)] async for x in told("g", 2)]
    print(nested)
    try:
        [1 / x async for x in told("h", 3)]
    except ZeroDivisionError as error:
        print(error)
    x = "outer"
    print([x async for x in told("i", 1)], x)


asyncio.run(comprehensions())
