from itertools import repeat
any(repeat(0))
