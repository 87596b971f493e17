async def f(): pass
for _ in range(10**6): f()
