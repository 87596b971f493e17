import asyncio
asyncio.run(never())
