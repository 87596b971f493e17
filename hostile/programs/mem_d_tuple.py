from decimal import Decimal
x = Decimal("1E+99999999").as_integer_ratio()
