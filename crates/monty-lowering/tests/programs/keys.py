def look(d, k):
    try:
        return d[k]
    except KeyError as e:
        return f"missing {e} {e.args} {e.args[0]!r} {e!r} {e.args[0] == k}"


for key in (5, "5", (1, "a"), None, 2.5, True, b"x"):
    print(look({}, key), look({key: "there"}, key))
print(look([1, 2], 1))
try:
    look([1], 3)
except IndexError as e:
    print(e)
stock = {1: 2}
for use in (lambda: stock.pop(9), lambda: {3}.remove(4), lambda: stock[8]["x"], lambda: stock.pop("k")):
    try:
        use()
    except KeyError as e:
        print(e, e.args)
try:
    del stock[7]
except KeyError as e:
    print(e, type(e.args[0]).__name__)
try:
    {}.popitem()
except KeyError as e:
    print(e)
try:
    value = stock[4]
except Exception as e:
    print(f"{type(e).__name__}: {e}")
try:
    stock[3] += 1
except LookupError as e:
    print(e, e.args[0] + 1)
print(stock[1], stock.pop(1), [].pop if False else stock)
grid = {(0, 0): "a"}
try:
    print(grid[0, 0], grid[0, 1])
except KeyError as e:
    x, y = e.args[0]
    print(x, y)
try:
    try:
        stock[(1,)]
    except KeyError as e:
        raise ValueError("no such row") from e
except ValueError as e:
    print(e, repr(e.__cause__))
