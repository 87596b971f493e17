import random
x = random.sample(range(10**12), k=10**9)
