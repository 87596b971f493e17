import asyncio
async def f():
    while True: pass
async def main(): await asyncio.gather(f(), f())
asyncio.run(main())
