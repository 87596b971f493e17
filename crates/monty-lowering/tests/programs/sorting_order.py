asked = []


class Card:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        asked.append((self.rank, other.rank))
        return self.rank < other.rank


for ranks in ([3, 1, 2], [1, 2, 3, 0], [5, 4, 4, 1], [2, 9, 4, 7, 1, 8, 3], [1], []):
    for reverse in (False, True):
        print([card.rank for card in sorted([Card(rank) for rank in ranks], reverse=reverse)], asked)
        asked.clear()
cards = [Card(2), Card(1)]
cards.sort(key=lambda card: Card(-card.rank))
print([card.rank for card in cards], asked)
