from itertools import starmap, repeat
sum(starmap(pow, repeat((2, 3))))
