from decimal import Decimal
x = int(Decimal("1E+999999999"))
