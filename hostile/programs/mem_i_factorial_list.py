import math
k = [math.factorial(i) for i in range(10**6)]
