d = {"a": 1}
def f(k):
    del d[k]
f("a")
f("b")
