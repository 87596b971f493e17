import math
x = math.perm(10**6, 9 * 10**5)
