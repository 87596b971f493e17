# Properties of a base, by super() of the class.
class Temp:
    def __init__(self): self._c = 1
    @property
    def c(self): return self._c
    @c.setter
    def c(self, v): self._c = v
class Logged(Temp):
    @property
    def c(self): return super().c
    @c.setter
    def c(self, v):
        print("set", v)
        super(Logged, type(self)).c.fset(self, v)
class L2(Temp):
    @Temp.c.setter
    def c(self, v):
        print("set2", v); super(L2, self.__class__).c.fset(self, v + 1)

for kind in (Logged, L2):
    thing = kind()
    thing.c = 5
    print(thing.c)
