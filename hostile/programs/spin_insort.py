import bisect
x = []
for i in range(10**9): bisect.insort(x, -i)
