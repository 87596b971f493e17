from itertools import compress, count, repeat
next(compress(count(), repeat(0)))
