# `:=` within any() and all(), which stop at the first item that decides.
def seen(x):
    print("seen", x)
    return x


if any((hit := seen(n)) > 3 for n in [1, 5, 2]):
    print("hit", hit)
print(all((last := n) < 3 for n in [1, 2, 5, 0]), last, any((never := n) for n in []), all((kept := n) for n in [1, 2]), kept)


def find(words):
    if any(len(found := w) > 3 and w.startswith("b") for w in words if (size := len(w)) > 1):
        return found, size
    return None


print(find(["a", "bb", "bear", "bat"]), find(["x"]))
print(any((pair := (i, j)) == (1, 2) for i in range(3) for j in range(3)), pair)
print([x for x in range(6) if any((d := k) and x % k == 0 and x != k for k in range(2, 4))], d)
