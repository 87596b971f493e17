import asyncio
from asyncio import Queue, Semaphore

limit = Semaphore(2)
running = 0
most = 0


async def limited(n):
    global running, most
    async with limit:
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01 * n)
        running -= 1
        return n * n


print(await asyncio.gather(*(limited(n) for n in range(1, 7))), most, limit.locked())


async def produce(queue, n):
    for i in range(n):
        await queue.put(i)
        print("put", i, queue.full())
    await queue.put(None)


async def consume(queue):
    got = []
    while (item := await queue.get()) is not None:
        got.append(item)
        queue.task_done()
    queue.task_done()
    return got


queue = Queue(maxsize=2)
producer = asyncio.create_task(produce(queue, 5))
consumer = asyncio.create_task(consume(queue))
await producer
await queue.join()
print(await consumer, queue.empty(), queue.qsize())

lock = asyncio.Lock()
order = []


async def hold(n):
    async with lock:
        order.append(f"in {n}")
        await asyncio.sleep(0)
        order.append(f"out {n}")


await asyncio.gather(*[hold(i) for i in range(3)])
print(order, lock.locked())
try:
    lock.release()
except RuntimeError as e:
    print(e)

event = asyncio.Event()


async def wait_for_event(n):
    await event.wait()
    return n


waiting = [asyncio.create_task(wait_for_event(i)) for i in range(3)]
await asyncio.sleep(0)
print(event.is_set(), [t.done() for t in waiting])
event.set()
print(await asyncio.gather(*waiting), event.is_set())

condition = asyncio.Condition()
items = []


async def take(n):
    async with condition:
        await condition.wait_for(lambda: items)
        return n, items.pop(0)


takers = [asyncio.create_task(take(n)) for n in range(2)]
for i in range(2):
    await asyncio.sleep(0.01)
    async with condition:
        items.append(i)
        condition.notify()
print(await asyncio.gather(*takers))

ranked = asyncio.PriorityQueue()
for pair in [(5, "e"), (1, "a"), (4, "d"), (2, "b"), (3, "c")]:
    ranked.put_nowait(pair)
print([ranked.get_nowait() for _ in range(5)])
stack = asyncio.LifoQueue(1)
stack.put_nowait("only")
for act in (lambda: stack.put_nowait("more"), lambda: (stack.get_nowait(), stack.get_nowait())):
    try:
        act()
    except (asyncio.QueueFull, asyncio.QueueEmpty) as e:
        print(type(e).__name__)
bounded = asyncio.BoundedSemaphore(1)
try:
    bounded.release()
except ValueError as e:
    print(e)


async def after(delay, value):
    await asyncio.sleep(delay)
    return value


for one in asyncio.as_completed([after(0.03, "third"), after(0.01, "first"), after(0.02, "second")]):
    print(await one)
print(await asyncio.to_thread(sorted, [3, 1, 2], reverse=True))


async def left():
    try:
        await asyncio.sleep(100)
    finally:
        print("left behind")


leftover = asyncio.create_task(left())
await asyncio.sleep(0)
"done"
