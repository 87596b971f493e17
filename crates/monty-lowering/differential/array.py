IMPORTS = """from array import array

def did(a, step):
    return (step(a), a)"""

CODES = "bBhHiIlLqQfd"
STEPS = ["a.tobytes()", "a.tolist()", "a.pop()", "a.pop(0)", "a.pop(9)", "a.remove(5)", "a.index(5)", "a.count(5)", "a.reverse()",
         "a.byteswap()", "a.extend([1, 2])", "a.fromlist([1, 2])", "a.insert(1, 7)", "a.insert(-1, 7)", "a.frombytes(b'12345678')",
         "a.itemsize", "a.typecode", "len(a)", "sum(a)", "list(a)", "a.__delitem__(0)", "a.__delitem__(slice(0, 2))", "a.index(5, 1)",
         "a.index(5, -3, 9)", "[x for x in reversed(a)]", "5 in a", "max(a, default=0)"]
EDGES = [127, 128, -128, -129, 255, 256, 32767, 32768, -32769, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 63 - 1,
         2 ** 63, 2 ** 64 - 1, 2 ** 64, -2 ** 63, -2 ** 63 - 1, -1, True]


def item(choose, code):
    kind = choose.random()
    if kind < 0.7:
        return repr(choose.randint(-100, 100) if code.islower() else choose.randint(0, 120))
    if kind < 0.8:
        return repr(choose.uniform(-5, 5))
    return repr(choose.choice(EDGES) if kind < 0.97 else choose.choice(["a", None, 1e40]))


def some(choose, code=None):
    code = code or choose.choice(CODES)
    items = [item(choose, code) if choose.random() < 0.05 else repr(choose.randint(0, 100)) for _ in range(choose.randint(0, 6))]
    return f"array({code!r}, [{', '.join(items)}])"


def expression(choose):
    kind = choose.random()
    code = choose.choice(CODES)
    if kind < 0.15:
        return some(choose)
    if kind < 0.35:
        return f"did({some(choose, code)}, lambda a: a.append({item(choose, code)}))"
    if kind < 0.4:
        return f"{some(choose, code)}[{choose.choice(['0', '-1', '9', '1:3', '::-1', '::2', '-2:'])}]"
    if kind < 0.45:
        place = choose.choice(["0", "-1", "9", "slice(0, 2)", "slice(None, None, 2)"])
        return f"did({some(choose, code)}, lambda a: a.__setitem__({place}, {choose.choice([item(choose, code), some(choose, code)])}))"
    if kind < 0.5:
        other = some(choose, choose.choice([code, code, choose.choice(CODES)]))
        return f"{some(choose, code)} {choose.choice(['+', '==', '<', '<=', '>', '!='])} {other}"
    if kind < 0.55:
        return f"{some(choose, code)} * {choose.randint(-1, 3)}"
    if kind < 0.85:
        return f"did({some(choose, code)}, lambda a: {choose.choice(STEPS)})"
    if kind < 0.95:
        return f"array({code!r}, {choose.choice([repr(b'12345678'), repr('abc'), '()', '(1, 2)', 'range(5)', repr(b'123'), '5'])})"
    return f"array({code!r}, {some(choose)})"
