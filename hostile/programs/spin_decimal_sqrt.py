from decimal import Decimal
while True: Decimal("2" * 1000).sqrt()
