class A:
    __slots__ = ['x' + str(i) for i in range(10**5)]
A()
