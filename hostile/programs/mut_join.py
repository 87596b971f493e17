class A:
    def __iter__(self):
        l.append(self)
        return iter(['x'])
l = [A()]
''.join(x for y in l for x in y)
