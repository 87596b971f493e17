from itertools import repeat
import math
math.fsum(repeat(0.1))
