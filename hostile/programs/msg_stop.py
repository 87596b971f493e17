raise StopIteration("x" * 10**7)
