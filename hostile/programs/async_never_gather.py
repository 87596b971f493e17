import asyncio
async def main(): await asyncio.gather(*[never() for _ in range(100)])
asyncio.run(main())
