def show(*args, **kwargs):
    print("show", args, sorted(kwargs.items()))
    return len(args)


def note(x):
    print("note", x)
    return x


def many():
    a = note(1) + (yield "a") * note(2)
    b = [note(3), (yield "b"), note(4), (yield "c")]
    c = show(note(5), (yield a), key=(yield b))
    d = {note("k"): (yield c), (yield "key"): note(6)}
    e = f"{note(7)}-{(yield d)}-{note(8)}"
    yield (yield (yield e))
    if (yield "test"):
        print("yes")
    while (yield "loop") < 3:
        print("again")
    for x in (yield "items"):
        print("x", x)
    box = {}
    box[note("at")] = (yield "value")
    box[(yield "place")] = note("stored")
    items = []
    items.append((yield "append"))
    (y := (yield "walrus"))
    with (yield "manager"):
        print("inside")
    match (yield "subject"):
        case 1:
            print("one")
        case other:
            print("other", other)
    if (yield "p") and True:
        print("and")
    return (yield "last"), box, items, y


class Manager:
    def __enter__(self):
        print("enter")

    def __exit__(self, *error):
        print("exit")


g = many()
print(next(g))
sent = [10, 20, 30, 40, 50, "v", "w", "f", "s1", "s2", "s3", True, 1, 5, [1, 2], "val", "place", "app", "wal", Manager(), 1, 7, "z"]
for value in sent:
    try:
        print("->", g.send(value))
    except StopIteration as e:
        print("end", e.value)
        break
