import collections
P = collections.namedtuple('P', ['x'])
[P(i) for i in range(10**4)]
