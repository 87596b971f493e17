# reversed() of what has a length and items by number.
class Deck:
    def __init__(self, n): self.cards = list(range(n))
    def __len__(self): return len(self.cards)
    def __getitem__(self, i): return self.cards[i]
d = Deck(3)
print(list(reversed(d)), [x for x in reversed(d)], list(d), 2 in d)
for x in reversed(d): print(x)
r = reversed(d); print(next(r), list(r))
print(sorted(d), *reversed(d))
