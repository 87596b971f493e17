async def f(): return [0] * 1000
k = []
while True: k.append(f())
