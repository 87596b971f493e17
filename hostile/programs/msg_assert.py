x = 'x' * 30_000_000
assert x == 'y', x
