# Functions that look at the types of what they are given.


def part_0():
    import functools
    @functools.singledispatch
    def f(x): return "o"
    @f.register
    def _(x: int): return "i"
    @f.register(str)
    def _(x): return "s"
    @f.register
    def _(x: list | tuple): return "lt"
    print(f(1), f("a"), f([]), f(1.5), f(True))


def part_1():
    from functools import singledispatchmethod, partialmethod
    class A:
        @singledispatchmethod
        def p(self, x): return "o"
        @p.register
        def _(self, x: int): return "i"
        @p.register(str)
        def _(self, x): return "s"
        def set(self, k, v): return (k, v)
        on = partialmethod(set, "on")
    print(A().p(1), A().p(""), A().p([]), A().on(3))


part_0()
part_1()
