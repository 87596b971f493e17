import asyncio
await asyncio.sleep(float("inf"))
