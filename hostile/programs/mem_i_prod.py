import math
x = math.prod(range(1, 10**7))
