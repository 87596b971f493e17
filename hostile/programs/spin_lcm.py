import math
x = math.lcm(*[10**5000 + i for i in range(1000)])
