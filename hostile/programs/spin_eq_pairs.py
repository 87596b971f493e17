x = [float("nan")] * 10**4
while True: x == [float("nan")] * 10**4
