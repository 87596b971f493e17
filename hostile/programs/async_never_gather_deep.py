import asyncio
x = never()
for i in range(200): x = asyncio.gather(x)
await x
