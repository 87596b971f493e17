d = {"a": {"b": 1, "s": {2}}}
print("{0[a][b]} {0[a][s]} {0[a]}".format(d))
print("{x[a]}".format(x=d))
template = "{0[a]} {0[a][b]:>4}"
print(template.format(d))
print("{0[0]} {0[1]}".format([{1}, {2}]))
print("{0[1][0]}".format(("x", [{3}, "..."])))
loop = ["..."]
loop.append(loop)
print("{0[0]} {0[1]} {0[1][1][0]}".format(loop))


class Point:
    pass


print("{0[p]} {0[q][0]}".format({"p": Point, "q": [Point, int]}))
