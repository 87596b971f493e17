# Errors about arguments tell the whole name; whole names, annotations and defaults can be asked for.
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x)
    def pop(self, *, default=None): return self.items.pop() if self.items else default
    @classmethod
    def of(cls, *xs): 
        s = cls()
        for x in xs: s.push(x)
        return s
    @staticmethod
    def kind(a, b): return a
    class Inner:
        def go(self, q): return q
def f(a, b, *, c): return a
def show(g):
    try:
        g()
    except Exception as e:
        print(type(e).__name__, e)
s = Stack()
show(lambda: s.push())
show(lambda: s.push(1, 2))
show(lambda: s.push(1, x=2))
show(lambda: s.push(y=2))
show(lambda: s.pop(3))
show(lambda: Stack(1))
show(lambda: Stack.push(s))
show(lambda: Stack.kind(1))
show(lambda: Stack.of(1).kind())
show(lambda: Stack.Inner().go())
show(lambda: f())
show(lambda: f(1, 2))
show(lambda: f(1, 2, 3))
show(lambda: f(1, 2, c=3, d=4))
show(lambda: f(1, a=1, b=2, c=3))
print(Stack.push.__qualname__, Stack.push.__name__, f.__qualname__, Stack.__qualname__, Stack.Inner.__qualname__, Stack.Inner.__name__, s.push.__name__)
def outer():
    def inner(): pass
    class L:
        def m(self): pass
    return inner, L
i, L = outer()
print(i.__qualname__, L.__qualname__, L.m.__qualname__, (lambda: 0).__name__)
print(f.__defaults__, Stack.pop.__kwdefaults__, f.__module__, Stack.__module__)
def g(a: int, b: str = "x", *c: float, d: bool = True, **e: dict) -> list: "doc"
print(g.__annotations__, g.__defaults__, g.__kwdefaults__, g.__doc__)
class P:
    x: int
    y: str = "a"
print(P.__annotations__)
print(type(type), type(int), type(f), type(s.push), type(len), type(Stack), type(None), type(...), type(print).__name__)
print(f.__code__.co_argcount, f.__code__.co_name)
