# Sets whose order is more than that of what went in: of displays, unions, and after items were taken out.
tens = {10, 20, 30, 40, 50, 60}
print(tens)
tens.add(70)
tens.remove(20)
tens.discard(99)
print(tens, list(tens), f"{tens}", repr(tens))

mixed = {1, 17, 33, 49, 65, 2, 3}
mixed.remove(17)
mixed.add(81)
print(mixed, [x for x in mixed], max(mixed, key=lambda x: x % 10))

print({10, 20, 30, 40, 50} | {1000, 2000, 3000, 4000, 5000})
print({10, 20, 30, 40, 50, 60} ^ {10, 5, 60, 70})
print({100000, 200000, 300000, 400000, 500000, 600000})
print({(1, 2), (3, 4), (5, 6), (0, 0), (7, 1)}, {-1, -2, 5, 0, 100, 33})

few = set()
for i in (8, 16, 24, 0, 32):
    few.add(i)
few.remove(8)
few.add(40)
print(few)

# What is left in a large table.
many = set(range(100))
for i in range(95):
    many.discard(i)
many.add(3)
print(many)

# `pop` goes on from where the last one was.
work, order = {1, 9, 4}, []
while work:
    x = work.pop()
    order.append(x)
    if x < 40:
        work.add(x * 3)
        work.add(x + 2)
print(order)

# A display that is only looked up in, or gone over, is a frozen set.
print([x for x in {10, 20, 30, 40, 50, 60}], 30 in {10, 20, 30, 40, 50})
for x in {70, 60, 50, 40, 30, 20}:
    print(x, end=" ")
print()


class Bag:
    def __init__(self):
        self.items = {15, 25, 35, 45, 55}

    def remove(self, x):
        self.items.remove(x)
        return self


bag = Bag().remove(25)
print(bag.items)
try:
    bag.remove(26)
except KeyError as error:
    print("missing", error)
names = [5, 4, 3]
names.remove(4)
print(names)
