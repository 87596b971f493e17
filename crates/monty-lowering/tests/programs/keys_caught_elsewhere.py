# The key of a failed look-up is what it was, also where a handler of anything catches it round a call.
def get(d, k):
    return d[k]


class Shelf:
    def __init__(self):
        self.items = {}

    def take(self, k):
        return self.items[k]


def attempt(call, *args):
    try:
        return call(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e} {e!r} {e.args}"


print(attempt(get, {}, 5), attempt(get, {}, "5"), attempt(Shelf().take, (1, 2)), attempt(Shelf().take, None))
print(attempt(lambda: {1: 2}[3]), attempt(get, [1], 3), attempt(get, {5: "five"}, 5))
try:
    Shelf().take(42)
except Exception as e:
    print(e)
