{None: 1, 1.5: 2, (1, 2): 3, frozenset([1]): 4, b"x": 5}
