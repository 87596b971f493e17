import math
echo(math)
