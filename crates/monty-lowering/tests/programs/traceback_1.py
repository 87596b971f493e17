class A:
    def __init__(self, x):
        self.x = x

    @property
    def half(self):
        return self.x / 0

    def go(self):
        return self.half + 1

class B(A):
    def go(self):
        y = 1
        return super().go()

def gen(n):
    for i in range(n):
        yield i
        if i == 1:
            raise ValueError("in gen")

def run():
    for v in gen(3):
        pass

try:
    run()
except ValueError:
    pass
B(1).go()
