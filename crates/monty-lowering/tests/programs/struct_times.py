import time
from datetime import datetime

t = time.gmtime(0)
print(t, len(list(t)), tuple(t), t[0:3], t.tm_year, t == time.gmtime(0))
print(time.strftime("%A %Y", t), time.asctime(t), time.mktime(t) == time.mktime(tuple(t)))
y, m, d, *rest = time.strptime("2024-05-06", "%Y-%m-%d")
print(y, m, d, rest, datetime(*time.gmtime(86400)[:6]), time.struct_time((2024, 1, 2, 3, 4, 5, 1, 2, 0)))
print(time.strftime("%Y-%m-%d", datetime(2024, 1, 2).timetuple()), datetime.today().year > 2000)


async def numbers():
    yield 1
    yield 2


async def main():
    n = numbers()
    print(await anext(n), await anext(n), await anext(n, "none"))
    try:
        await anext(n)
    except StopAsyncIteration as e:
        print("end", repr(e))
    async for x in aiter(numbers()):
        print(x)


import asyncio

asyncio.run(main())
