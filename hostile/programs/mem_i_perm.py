import math
x = math.perm(10**7)
