import math
x = math.comb(10**6, 5 * 10**5)
