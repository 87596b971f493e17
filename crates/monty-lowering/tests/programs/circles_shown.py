# What holds itself is shown once.
a = [1]
a.append(a)
print(a, str(a), f"{a}")
d = {"x": 1}
d["self"] = d
print(d)
t = ([],)
t[0].append(t)
print(t)
print([1, [2, "..."]], repr(a))
