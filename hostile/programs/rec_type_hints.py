from typing import Optional
x = int
for i in range(10**5): x = Optional[x]
repr(x)
