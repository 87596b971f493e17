head = None
class A:
    def __eq__(self, o):
        global head
        head = [head, [0] * 100]
        return False
5 in [A()] * 1000000
