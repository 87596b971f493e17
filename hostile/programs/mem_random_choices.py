import random
x = random.choices(range(10), k=10**10)
