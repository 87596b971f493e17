# Templates that are filled by an object which says what is missing.
class M(dict):
    def __missing__(self, k): return f"<{k}>"
m = M(a=1)
print("{a} {zz}".format_map(m))
t = "{a}-{b}"; print(t.format_map(m), t.format_map({"a": 1, "b": 2}), t.format(**{"a": 1, "b": 2}))
class Safe(dict):
    def __missing__(self, key): return "{" + key + "}"
print("Hi {name}, {greet}".format_map(Safe(name="Al")), "{a:>4}|{q}".format_map(Safe(a=2)))
