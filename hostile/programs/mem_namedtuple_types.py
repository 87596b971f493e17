from collections import namedtuple
k = []
while True: k.append(namedtuple("T" * 100, "a b c d e f"))
