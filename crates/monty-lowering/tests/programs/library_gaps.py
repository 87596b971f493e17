"""What programs meet of the library: codecs, durations, fields of dates by position, bisect on objects."""
import bisect
import sys
from collections import OrderedDict
from datetime import date, datetime, time, timedelta, timezone
from functools import total_ordering


def told(call):
    try:
        return call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(list(OrderedDict.fromkeys("banana")), OrderedDict.fromkeys([2, 1], 0))
dedupe = OrderedDict.fromkeys
print(list(dedupe([3, 1, 3])))

print(b"caf\xe9".decode("latin-1"), b"\x93caf\xe9\x94 \x80".decode("cp1252"), "é€".encode("cp1252"), "é".encode("latin-1"))
print(b"caf\xe9".decode("ascii", "ignore"), b"caf\xe9".decode("ascii", errors="replace"), b"\xff\xfea\x00".decode("utf-16"))
print("naïve €".encode("ascii", "ignore"), "naïve €".encode("ascii", "xmlcharrefreplace"), "naïve".encode(encoding="ascii", errors="replace"))
print("€".encode("latin-1", "replace"), "€".encode("iso-8859-1", errors="backslashreplace"), "€".encode("iso8859-15"))
print("ab".encode("utf-8-sig"), b"\xef\xbb\xbfab".decode("utf-8-sig"), str(b"\xe9", "latin-1"), bytes("é", "latin-1"))
print(told(lambda: "€".encode("latin-1")), told(lambda: b"\x81".decode("cp1252")), told(lambda: "中文".encode("cp1252")))
print(r"a\nb\x41".encode().decode("unicode_escape"), "é\n".encode("unicode_escape"))
for codec in ("utf-8", "latin-1", "cp1252", "utf-16-le"):
    print(codec, "é".encode(codec), "é".encode(codec).decode(codec))

hour = timedelta(hours=1)
print(hour * 1.5, 1.5 * hour, hour / 1.5, hour * 0.1, timedelta(microseconds=3) * 0.5, timedelta(days=-1) * 0.3, hour / 4, hour / hour)
factor = 2.5
backoff = timedelta(seconds=2)
for _ in range(3):
    backoff *= factor
print(backoff, -backoff / 2.0, told(lambda: hour / 0.0).split(":")[0], told(lambda: hour * float("inf")))
spans = [timedelta(minutes=m) for m in (10, 20, 45)]
print(sum(spans, timedelta()) / len(spans), sum(spans, timedelta()) * (1 / 3))
rates = {"a": 3.0}
print(rates["a"] * 2.0, rates["a"] / factor, "ab" * 2, [0] * 3, 7 / 2)

moment = datetime(2024, 2, 29, 12, 30)
print(moment.replace(2020), moment.replace(2021, 3, 1, 4, 5, 6, 7), date(2024, 1, 31).replace(2023, 12), time(1, 2).replace(3))
print(moment.replace(2020, day=5), "a-b".replace("-", "+"), "aXa".replace("X", "-", 1), told(lambda: moment.replace(2023)).split(":")[0])
aware = datetime(2024, 2, 29, tzinfo=timezone.utc)
print(told(lambda: moment < aware), told(lambda: aware - moment), moment == aware, told(lambda: max([moment, aware])))
print(told(lambda: sorted([aware, moment])), told(lambda: time(1) < time(2, tzinfo=timezone.utc)))


@total_ordering
class Task:
    def __init__(self, priority, name):
        self.priority = priority
        self.name = name

    def __lt__(self, other):
        return self.priority < other.priority

    def __eq__(self, other):
        return self.priority == other.priority

    def __repr__(self):
        return f"{self.name}:{self.priority}"


tasks = []
for priority, name in ((3, "c"), (1, "a"), (2, "b"), (1, "d")):
    bisect.insort(tasks, Task(priority, name))
print(tasks, bisect.bisect_left(tasks, Task(1, "x")), bisect.bisect(tasks, Task(1, "x")), bisect.bisect_right(tasks, Task(9, "x")))

by_name = sorted(tasks, key=lambda t: t.name)
print(bisect.bisect_left(by_name, "b", key=lambda t: t.name), bisect.bisect([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2, 2))
bisect.insort(by_name, Task(0, "bb"), key=lambda t: t.name)
print(by_name)

before = sys.getrecursionlimit()
sys.setrecursionlimit(5000)
print(before, sys.getrecursionlimit(), told(lambda: sys.setrecursionlimit(0)))
