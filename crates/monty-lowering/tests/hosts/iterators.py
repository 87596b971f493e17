from itertools import chain, islice, takewhile


def pages():
    cursor = 0
    while cursor is not None:
        page = fetch(cursor)
        print("fetched", cursor)
        yield page["items"]
        cursor = page["next"]


def items():
    for page in pages():
        yield from page


for page in pages():
    print(page)
for number, page in enumerate(pages(), 1):
    if number == 2:
        print("enough")
        break
else:
    print("not here")
print(list(items()), sum(items()), sorted(items(), reverse=True), max(items()), len(set(items())), tuple(items())[0])
print([item * 2 for item in items() if item % 2], {item: str(item) for item in items()}, sorted({item % 3 for item in items()}))
print(sum(item for item in items()), any(item > 2 for item in items()), all(item > 1 for item in items()))
print(next(items()), next((item for item in items() if item > 3), None), next(item for item in items()))
print(list(islice(items(), 3)), list(islice(items(), 1, None, 2)), list(takewhile(lambda item: item < 3, items())))
print(list(chain(items(), [0])), list(chain.from_iterable(pages())), list(zip(items(), "abcdef")), list(map(str, items())))
print(", ".join(str(item) for item in items()), [*items()], print(*items()))
it = items()
print(next(it), next(it), list(it), next(it, "over"))
out = []
out.extend(items())
out += items()
print(out, dict(enumerate(items())))


def label(n):
    return name_of(n)["name"]


print([label(n) for n in [1, 2]], list(map(label, [1, 2])), list(filter(lambda n: label(n) == "two", [1, 2])))
print(any(label(n) == "two" for n in [1, 2, 3]), next((n for n in [1, 2] if label(n) == "two"), None), list(map(lambda n: label(n), [2])))
print(dict((n, label(n)) for n in (1, 2)), [(a, b) for a in [1, 2] for b in map(label, [a])])


class Feed:
    def __init__(self):
        self.cursor = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.cursor is None:
            raise StopIteration
        page = fetch(self.cursor)
        self.cursor = page["next"]
        return page["items"]


class Rows:
    def __iter__(self):
        for page in Feed():
            for item in page:
                yield item


for page in Feed():
    print("feed", page)
print(list(Feed()), [item for item in Rows()], sum(Rows()))
for item in Rows():
    if item > 1:
        continue
    print("row", item)


def failing():
    try:
        yield fetch(0)["items"]
        yield fetch(9)
    finally:
        print("closed")


try:
    for page in failing():
        print(page)
except ValueError as e:
    print("caught", e)


def batches(source, size):
    batch = []
    for item in source:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


print(list(batches(items(), 2)))
gen = (fetch(c)["items"] for c in (0, 2))
print(next(gen), list(gen))


def total():
    received = 0
    while True:
        received = yield fetch(received)["items"]
        if received is None:
            return "done"


t = total()
print(next(t), t.send(2))
try:
    next(t)
except StopIteration as stop:
    print(stop.value)
