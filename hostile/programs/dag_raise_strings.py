s = "x" * 10**6
raise ValueError(*[s] * 10**4)
