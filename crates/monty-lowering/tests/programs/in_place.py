def add(seen, new):
    seen |= new
    return seen


seen = {1}
alias = seen
print(add(seen, {2}) is seen, sorted(alias))
seen -= {1}
seen ^= {2, 3}
seen &= {3, 4}
print(alias is seen, alias)
seen -= seen
print(alias)
rows = [1, 2]
same = rows
rows *= 2
rows += (3,)
print(same is rows, same)
mask = 5
mask |= 8
mask &= 12
count = 3
count -= 1
print(mask, count)
index = {"a": {1}}
kept = index["a"]
asked = []


def key():
    asked.append(1)
    return "a"


index[key()] |= {2}
index[key()] -= {1}
print(kept, len(asked))


class Node:
    def __init__(self):
        self.edges = set()


nodes = [Node()]
edges = nodes[0].edges


def first():
    asked.append(2)
    return nodes[0]


first().edges |= {"x"}
print(edges, len(asked))
try:
    seen |= [1]
except TypeError as e:
    print(e)
frozen = frozenset([1])
other = frozen
frozen |= {2}
print(other, frozen)
