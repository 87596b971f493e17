import asyncio
async def main():
    await task
task = main()
asyncio.run(task)
