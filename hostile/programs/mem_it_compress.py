from itertools import compress, count, repeat
x = list(compress(count(), repeat(1)))
