import random
x = list(range(10**6))
while True: random.shuffle(x)
