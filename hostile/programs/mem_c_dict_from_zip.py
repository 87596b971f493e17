x = dict(zip(range(10**10), range(10**10)))
