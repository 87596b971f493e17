async def f(): return 1
[await f() for _ in range(10**9)]
