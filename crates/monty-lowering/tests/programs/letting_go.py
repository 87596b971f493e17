class Step:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, *error):
        print("exit", self.name, error[0] is None)


def rows(n):
    try:
        for i in range(n):
            yield i
    finally:
        print("closed", n)


def lines(n):
    with Step("file"):
        yield from rows(n)


for row in rows(5):
    if row == 2:
        break
print("after break")


def first(n):
    for row in lines(n):
        return row


print(first(3))
print(next(rows(2)), next(rows(0), "none"), any(rows(4)), 1 in rows(3), 9 not in rows(2))
print(any(row > 1 for row in rows(6)), list(zip(rows(5), "ab")), list(zip("ab", rows(3))))


def outer(n):
    for row in lines(n):
        print("outer", row)
        if row == 1:
            break
        yield row * 10
    yield "end"


print(list(outer(4)))
it = outer(4)
print(next(it))
it.close()
print("closed it")
for row in rows(3):
    try:
        if row:
            raise ValueError(row)
    except ValueError as e:
        print("error", e)
        break
else:
    print("no else")


def early():
    got = yield "ready"
    print("got", got)
    return "result"


g = early()
try:
    g.throw(KeyError("before"))
except KeyError as e:
    print("thrown", e)
print(next(g, "over"))
g = early()
next(g)
try:
    g.send(5)
except StopIteration as e:
    print(e.value, e)
try:
    g.throw(ValueError("late"))
except ValueError as e:
    print("late", e)
