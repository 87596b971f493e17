from contextlib import contextmanager


@contextmanager
def session(n):
    print("open", name_of(n)["name"])
    try:
        yield n
    finally:
        print("close", name_of(n)["name"])


with session(1) as n:
    print("inside", n)


class Guard:
    def __enter__(self):
        return name_of(2)["name"]

    def __exit__(self, kind, error, trace):
        print("leaving", name_of(3)["name"], kind and kind.__name__)
        return True


with Guard() as name:
    print(name)
    raise KeyError(name)


class Table:
    def __len__(self):
        return len(name_of(1)["name"])

    def __bool__(self):
        return name_of(3)["name"] == "three"

    @property
    def first(self):
        return name_of(1)["name"]

    def rows(self):
        for n in (1, 2):
            yield self.row(n)

    def row(self, n):
        return name_of(n)["name"]


t = Table()
print(len(t), t.first, bool(t), "yes" if t else "no", list(t.rows()))
