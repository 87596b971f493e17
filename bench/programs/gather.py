import asyncio

async def main():
    return sum(await asyncio.gather(*[wait(i) for i in range(100)]))

await main()
