x = ["\u0390" * 10**6]
while True: x.append(x[-1].casefold())
