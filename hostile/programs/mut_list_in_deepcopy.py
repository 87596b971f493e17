import copy
class A:
    def __deepcopy__(self, m):
        x.append(A())
        return 1
x = [A()]
copy.deepcopy(x)
