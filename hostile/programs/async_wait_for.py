import asyncio
async def main():
    while True:
        try: await asyncio.wait_for(asyncio.sleep(1000), 0.001)
        except Exception: pass
asyncio.run(main())
