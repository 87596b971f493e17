import asyncio
await asyncio.gather(*[fail() for _ in range(500)], return_exceptions=True)
