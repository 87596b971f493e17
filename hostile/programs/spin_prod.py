import math
x = math.prod([10**5000 + i for i in range(5000)])
