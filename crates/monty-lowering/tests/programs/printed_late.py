# What print is given is told once all of it is there.
def f(a, b=[]): b.append(a); return b
class A: pass
print(f(1), f(2), A)
x = [A]
print(x, x.append(1), x)
s = {3, 1, 2}
print(s, s.pop(), s)
print(f"{s} {s.pop()} {s}")
l = [{1}]
print(l, l.append(5))
