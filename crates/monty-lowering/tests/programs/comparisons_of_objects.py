# Comparisons that give objects with a truth of their own.
class Cond:
    def __init__(self, text, holds):
        self.text = text
        self.holds = holds

    def __bool__(self):
        if self.holds is None:
            raise TypeError(f"{self.text} has no truth")
        return self.holds


class Column:
    def __init__(self, name, holds=None):
        self.name = name
        self.holds = holds

    def __eq__(self, other):
        return Cond(f"{self.name} = {other!r}", self.holds)

    def __lt__(self, other):
        return Cond(f"{self.name} < {other!r}", self.holds)

    def __hash__(self):
        return hash(self.name)


try:
    if Column("a") == 1:
        print("never")
except TypeError as e:
    print(e)
print((Column("a") == 1).text, (Column("b") < 2).text)
if not (Column("c", False) == 1) and Column("d", True) < 2:
    print("held", "yes" if Column("e", False) == 1 else "no")
while Column("f", False) < 3:
    print("never")
