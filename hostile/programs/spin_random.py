import random
while True: random.random()
