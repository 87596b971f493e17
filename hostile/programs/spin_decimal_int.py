from decimal import Decimal
x = int(Decimal("1E+1000000"))
y = str(x)
