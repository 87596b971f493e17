import random
x = random.randbytes(10**11)
