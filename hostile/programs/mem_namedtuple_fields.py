from collections import namedtuple
T = namedtuple("T", " ".join("f%d" % i for i in range(10**6)))
