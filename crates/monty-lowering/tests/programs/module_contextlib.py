# contextlib: redirecting, decorators.


def part_0():
    import contextlib, io
    b = io.StringIO()
    with contextlib.redirect_stdout(b):
        print("hidden", 1, sep="-")
        import sys
        sys.stdout.write("w\n")
        list(map(print, [1, 2]))
    print("shown", repr(b.getvalue()))



def part_1():
    import contextlib, time
    class timed(contextlib.ContextDecorator):
        def __init__(self, n): self.n = n
        def __enter__(self): print("start", self.n); return self
        def __exit__(self, *e): print("end", self.n); return False
    @timed("a")
    def f(x): return x + 1
    print(f(1), f.__name__)
    with timed("b"): print("in")
    @contextlib.contextmanager
    def tag(n):
        print("<", n)
        try: yield n
        finally: print(">", n)
    @tag("p")
    def g(): print("g"); return 5
    print(g(), g(), g.__name__)
    @contextlib.contextmanager
    def sup():
        try: yield
        except ValueError: print("sup")
    @sup()
    def h(): raise ValueError
    print(h())


part_0()
part_1()
