from functools import cache
class A:
    def __hash__(self): return 1
    def __eq__(self, o):
        f(object())
        return False
@cache
def f(x): return x
for i in range(1000): f(A())
