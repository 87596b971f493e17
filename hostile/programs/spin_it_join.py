from itertools import repeat
"".join(repeat("", 10**10))
