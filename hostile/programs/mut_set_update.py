s = {1}
s.update(x + 1 for x in s)
