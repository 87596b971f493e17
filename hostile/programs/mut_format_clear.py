class A:
    def __format__(self, s):
        x.clear()
        return "a"
x = [A()] * 3
"{0[0]}{0[1]}{0[2]}".format(x)
