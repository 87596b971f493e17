class A:
    x = 1
for i in range(10**9): setattr(A, "a%d" % i, i)
