import asyncio


class Later:
    def __init__(self, make, *args):
        self.make = make
        self.args = args

    def __await__(self):
        return self.make(*self.args).__await__()


class Twice:
    def __init__(self, one):
        self.one = one

    def __await__(self):
        first = yield from self.one().__await__()
        yield
        second = yield from self.one().__await__()
        return (first, second)


class Ready:
    def __await__(self):
        return (yield from self.load().__await__())

    async def load(self):
        await asyncio.sleep(0)
        self.loaded = True
        return self


count = 0


async def step(n=1):
    global count
    await asyncio.sleep(0)
    count += n
    return count


async def other(log):
    for i in range(3):
        log.append(i)
        await asyncio.sleep(0)


async def main():
    print(await Later(step, 5))
    log = []
    task = asyncio.create_task(other(log))
    print(await Twice(step), log)
    await task
    print((await Ready()).loaded)
    print(await asyncio.gather(Later(step), Twice(step)))
    print(await asyncio.wait_for(Later(step), 1))


asyncio.run(main())
