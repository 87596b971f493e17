x = [1]
for i in range(40): x = [x, x]
try: raise ValueError(x)
except ValueError as e: raise KeyError(x) from e
