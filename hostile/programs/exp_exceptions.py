[ValueError('x' * 1000)] * 10**4
