from decimal import Decimal
x = Decimal("9" * 10**8)
