from decimal import Decimal
x = Decimal("0." + "3" * 10**6) * Decimal("0." + "7" * 10**6)
