import math
x = math.isqrt(1 << 10**8)
