raise ValueError(*range(10**6))
