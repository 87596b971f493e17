import asyncio
async def main(): await asyncio.gather(*[asyncio.sleep(100) for _ in range(100)])
asyncio.run(main())
