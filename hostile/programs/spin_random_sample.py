import random
while True: random.sample(range(10**5), 10**5)
