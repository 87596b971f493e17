import asyncio
while True:
    try: await asyncio.wait_for(asyncio.sleep(9), 0.01)
    except BaseException: pass
