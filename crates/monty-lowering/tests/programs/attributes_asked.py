# Methods of the interpreter's own objects beside a class that is asked for every attribute.
import csv
import datetime
import hashlib
import io
import json
import re
from collections import Counter, OrderedDict, deque
from decimal import Decimal


class Record:
    def __init__(self, **fields):
        self.__dict__.update(fields)

    def __getattr__(self, name):
        if name.startswith("get_"):
            return lambda: self.__dict__[name[4:]]
        raise AttributeError(name)


r = Record(a=1, moment=datetime.datetime(2024, 5, 6, 7, 8, 9))
print(r.get_a(), r.moment.isoformat(), r.moment.strftime("%d.%m.%Y"), r.moment.date().toordinal())
print(r.moment.replace(hour=1).time().isoformat(), (r.moment - datetime.datetime(2024, 5, 1)).total_seconds())
buffer = io.StringIO()
writer = csv.DictWriter(buffer, fieldnames=["a", "b"])
writer.writeheader()
writer.writerow({"a": 1, "b": "x"})
writer.writerows([{"a": 2, "b": "y"}])
print(buffer.getvalue().splitlines())
print(hashlib.sha256(b"x").hexdigest()[:8], Counter("aab").most_common(1))
d = OrderedDict(a=1, b=2)
d.move_to_end("a")
print(list(d), Decimal("2.345").quantize(Decimal("0.01")), re.compile("a").fullmatch("a").span())
q = deque([1, 2, 3], maxlen=3)
q.extendleft([9])
print(q)
try:
    r.moment.nothing()
except AttributeError as error:
    print(error)
try:
    r.other()
except AttributeError as error:
    print(error)
