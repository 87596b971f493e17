class A:
    def __eq__(self, o): return False
x = [A()] * 10**5
while True: 1 in x
