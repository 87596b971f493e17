import random
x = list(range(10**6))
random.shuffle(x)
while True: random.shuffle(x)
