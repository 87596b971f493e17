# Sets whose tables are those of what they were made of.
def show(s):
    print(s, list(s), *s)


a = set([8, 3, 15, 14, 15, 130, 77])
b = {6, 131, 15, 64, 12, 130, 19, 8}
show(a - b)
show(b - a)
show(a & b)
show(b & a)
show(a ^ b)
show(a.copy())
show(set(b))
show(frozenset(a))
show(a.union([300, 44], (5,)))
show(a.union(b))
show(a.intersection([15, 130, 8, 1000], b))
show(a.difference({3}))
show(a.difference([3, 77], {14}))
show(a.symmetric_difference([3, 513]))
show({55, 5, 51, 35})
show({27, 3, 55, 35, 51} & {55, 5, 51, 35})
show({x for x in b if x % 2 == 0})

c = {721, 518, 694, 436, 557}
c -= {999, 645, 557}
show(c)
c |= {12, 18}
show(c)
c &= {12, 18, 721, 518, 999, 4}
show(c)
c ^= {18, 20, 518}
show(c)
c.update([100, 200], {7, 15})
show(c)
c.difference_update([100])
show(c)
c.intersection_update({7, 15, 200, 12, 18})
show(c)
c.symmetric_difference_update([8, 7, 16])
show(c)

big = set(range(0, 400, 7))
big -= set(range(0, 400, 14))
show(big)
points = {(x, y) for x in range(4) for y in range(3)}
points -= {(1, 1), (2, 2), (3, 0)}
show(points)
show(points & {(0, 0), (9, 9), (0, 2)})


class Seen:
    def __init__(self):
        self.known = set()

    def meet(self, xs: set):
        fresh = xs - self.known
        self.known |= xs
        return fresh


seen = Seen()
show(seen.meet({40, 8, 16}))
show(seen.meet({24, 8, 1, 33}))
show(seen.known)
