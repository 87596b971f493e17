import asyncio
async def main():
    while True: await asyncio.gather(*[later(i) for i in range(100)])
asyncio.run(main())
