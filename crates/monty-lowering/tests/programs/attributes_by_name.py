s = "hello"
for m in ["upper", "title", "capitalize"]:
    print(m, getattr(s, m)())
chosen = {"u": "upper", "n": "count"}
print(getattr("abc", chosen["u"])(), getattr([3, 1], chosen["n"])(3), hasattr("a", chosen["u"]), hasattr([], chosen["u"]))
found = []
add = getattr(found, "app" + "end")
add(1)
add(2)
print(found)
d = {"a": 1}
for k in ("keys", "values", "items"):
    print(list(getattr(d, k)()))
for n in ("nope", "upper"):
    print(getattr([], n, "default"))
try:
    getattr(s, "zz" + "z")
except AttributeError as e:
    print(e)
print(max({"a": 3, "b": 5}, key={"a": 3, "b": 5}.get), sorted([3, 1], key=[1, 2, 3].index), list(map({"x": 1}.get, "xy")))
import collections
import datetime

day = datetime.date(2024, 5, 6)
for n in ("year", "month"):
    print(getattr(day, n), end=" ")
for n in ("isoformat", "weekday"):
    print(getattr(day, n)(), end=" ")
print(getattr(datetime.datetime(2024, 1, 1), "strftime")("%Y"), getattr(datetime, "date")(2024, 1, 2))
queue = collections.deque([1])
print(hasattr(queue, "popleft"), hasattr(queue, "sort"), hasattr(day, "hour"), getattr(queue, "app" + "end")(2), queue)


class Match:
    pass


print(hasattr(Match(), "group"), getattr(Match(), "gro" + "up", None))
