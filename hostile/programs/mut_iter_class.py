class A:
    def __iter__(self): return iter(x)
x = [1]
for i in A(): x.append(i)
