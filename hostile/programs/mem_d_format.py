from decimal import Decimal
x = format(Decimal("1E+99999999"), "f")
