from decimal import Decimal
[Decimal('1.' + '1' * 1000)] * 10**4
