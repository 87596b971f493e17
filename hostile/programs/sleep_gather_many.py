import asyncio
await asyncio.gather(*[asyncio.sleep(0.9) for _ in range(10**4)])
