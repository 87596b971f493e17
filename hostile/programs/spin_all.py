all(x == 0 for x in iter(int, 1))
