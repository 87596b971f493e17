from decimal import Decimal
x = Decimal(1)
while True: x = x / 3 + 1
