x = 7**300000
y = 3**100000
while True: x % y
