class A: pass
A.__name__ = "x" * 10**7
raise A()
