import asyncio
async def main(): return len(await asyncio.gather(*[later(i) for i in range(900)]))
asyncio.run(main())
