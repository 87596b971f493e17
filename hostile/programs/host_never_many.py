import asyncio
await asyncio.gather(*[never() for _ in range(500)])
