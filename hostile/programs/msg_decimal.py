from decimal import Decimal
Decimal("x" * 10**7)
