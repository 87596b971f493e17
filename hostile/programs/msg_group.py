raise ValueError([['x' * 10**5] * 100] * 2)
