from itertools import repeat
b"".join(repeat(b"", 10**10))
