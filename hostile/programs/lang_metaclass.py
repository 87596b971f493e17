class M(type):
    def __call__(cls): return M('x', (), {})
class A(metaclass=M): pass
while True: A()
