from itertools import chain, repeat
x = list(chain(*[repeat("a" * 100, 10**6) for _ in range(1000)]))
