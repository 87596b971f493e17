def f(**k): return k
k = []
d = {"k%d" % i: i for i in range(1000)}
while True: k.append(f(**d))
