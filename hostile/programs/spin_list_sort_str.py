x = ["a" * 1000 + str(i % 7) for i in range(10**4)]
while True: x.sort(reverse=True)
