x = list(range(10**5))
while True: x.sort(key=lambda n: -n if n % 2 else n)
