class A: pass
k = []
while True:
    a = A()
    a.x = "x" * 50
    a.y = [a]
    k.append(a)
