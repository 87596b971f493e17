import asyncio
import contextvars
from contextvars import ContextVar, Token, copy_context

v = contextvars.ContextVar("v", default=3)
w: ContextVar[str] = ContextVar("w")
print(v.get(), v.name)
t = v.set(5)
print(v.get(), t.old_value is Token.MISSING, t.var is v)
v.reset(t)
print(v.get(), w.get("other"))
for wrong in (lambda: w.get(), lambda: v.reset(t), lambda: w.reset(w.set("x")) or w.reset(v.set(1))):
    try:
        wrong()
    except (LookupError, RuntimeError, ValueError) as e:
        print(type(e).__name__)

context = copy_context()


def change():
    v.set(10)
    return v.get()


print(context.run(change), v.get(), context[v], v in context, w in context, len(context), list(context.values()))
try:
    context.run(context.run, change)
except RuntimeError as e:
    print(str(e).split(":")[0])

request = ContextVar("request")


async def handle(i):
    token = request.set(i)
    await asyncio.sleep(0.001 * (3 - i))
    seen = request.get()
    request.reset(token)
    return seen, request.get()


async def main():
    request.set("main")
    print(await asyncio.gather(*(handle(i) for i in range(3))))
    task = asyncio.create_task(handle(7))
    request.set("later")
    print(await task, request.get())
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: (print("soon", request.get()), request.set("lost")))
    task = asyncio.create_task(handle(8))
    task.add_done_callback(lambda t: print("done", request.get(), t.result()))
    request.set("end")
    await task
    await asyncio.sleep(0)
    print(request.get(), await asyncio.to_thread(request.get))

    async def changing():
        request.set("inner")

    await changing()
    print(request.get())
    await asyncio.create_task(changing(), context=copy_context())
    print(request.get())


asyncio.run(main())
print(request.get("none"))
