class A:
    def __eq__(self, o):
        l.append(A())
        return False
l = [A()]
5 in l
