raise ValueError(*['x' * 10**6] * 20)
