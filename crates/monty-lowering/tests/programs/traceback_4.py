class S:
    def __len__(self):
        return self.n
    def __lt__(self, o):
        return self.k < o.k
s = S()
def test():
    if s:
        return 1
try:
    sorted([S(), S()])
except AttributeError as e:
    print(e)
test()
