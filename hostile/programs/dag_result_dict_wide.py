x = {"k%d" % i: 1 for i in range(1000)}
for i in range(20): x = {"k%d" % j: x for j in range(100)}
x
