# Aware moments, one function for each matter.
def part_0():
    from datetime import datetime, timedelta, timezone
    from zoneinfo import ZoneInfo
    ny = ZoneInfo("America/New_York")
    d = datetime(2024, 3, 9, 12, 0, tzinfo=ny)
    print(d, repr(d), d.utcoffset(), d.dst(), d.tzname())
    e = d + timedelta(days=1)
    print(e, e - d, e.astimezone(timezone.utc), e.timestamp())
    print((e.astimezone(timezone.utc) - d.astimezone(timezone.utc)))
    print(d < e, d == e, max(d, e), sorted([e, d]), d == d.astimezone(timezone.utc), hash(d) == hash(d.astimezone(timezone.utc)))
    print(isinstance(d, datetime), type(d) is datetime, type(d).__name__)
    print(f"{d:%Y-%m-%d %H:%M %Z%z}", d.isoformat(), d.strftime("%c"))
    print(ny, repr(ny), ny.key, ZoneInfo("America/New_York") is ny, d.tzinfo is ny, isinstance(ny, ZoneInfo))

def part_1():
    from datetime import datetime, timedelta, timezone
    from zoneinfo import ZoneInfo
    ny = ZoneInfo("America/New_York")
    a = datetime(2024, 11, 3, 1, 30, tzinfo=ny)
    b = a.replace(fold=1)
    print(a, b, a == b, b - a, b.utcoffset(), repr(b), b.fold, a.astimezone(timezone.utc), b.astimezone(timezone.utc))
    for h in range(3, 9):
        u = datetime(2024, 11, 3, h, 15, tzinfo=timezone.utc)
        l = u.astimezone(ny)
        print(l, l.fold, l.tzname(), l == u)
    print(datetime(2024, 3, 10, 2, 30, tzinfo=ny).astimezone(timezone.utc))

def part_2():
    import zoneinfo, datetime
    try:
        zoneinfo.ZoneInfo("Mars/Olympus")
    except zoneinfo.ZoneInfoNotFoundError as e:
        print(type(e).__name__, e, isinstance(e, KeyError))
    try:
        zoneinfo.ZoneInfo("../etc")
    except ValueError as e:
        print(e)
    x = datetime.datetime.fromtimestamp(1700000000, zoneinfo.ZoneInfo("Asia/Tokyo"))
    print(x, x.date(), x.time(), x.weekday(), x.isocalendar(), x.timetuple(), x.toordinal(), x.ctime())
    print(datetime.datetime.fromtimestamp(1700000000, tz=zoneinfo.ZoneInfo("Asia/Kolkata")).isoformat(timespec="minutes"))
    print(datetime.datetime.combine(x.date(), datetime.time(3, 4), tzinfo=zoneinfo.ZoneInfo("Europe/Paris")))

def part_3():
    from datetime import datetime
    from zoneinfo import ZoneInfo
    def f(name):
        return datetime.fromisoformat("2024-07-01T12:00:00+00:00").astimezone(ZoneInfo(name)).strftime("%H:%M %Z")
    print([f(z) for z in ["Europe/London", "Asia/Tokyo"]], list(map(f, ["Europe/Paris", "UTC"])))
    rows = [{"t": datetime(2024, 1, 1, 9, tzinfo=ZoneInfo("Europe/Paris"))}, {"t": datetime(2024, 1, 1, 9, tzinfo=ZoneInfo("UTC"))}]
    print(sorted(rows, key=lambda r: r["t"])[0]["t"].tzinfo, {r["t"]: 1 for r in rows})
    a, b = rows[0]["t"], rows[1]["t"]
    print(a - b, b - a, a < b, min(a, b))
    try:
        a - datetime(2024, 1, 1)
    except TypeError as e:
        print(e)
    try:
        a < datetime(2024, 1, 1)
    except TypeError as e:
        print(e)
    print(a == datetime(2024, 1, 1, 9), a != b)

def part_4():
    from datetime import datetime, timedelta, tzinfo, timezone
    class Fixed(tzinfo):
        def __init__(self, h): self.h = h
        def utcoffset(self, dt): return timedelta(hours=self.h)
        def dst(self, dt): return timedelta(0)
        def tzname(self, dt): return f"F{self.h}"
        def __repr__(self): return f"Fixed({self.h})"
    d = datetime(2024, 1, 1, 12, tzinfo=Fixed(2))
    print(d, repr(d), d.tzname(), d.astimezone(timezone.utc), d.astimezone(Fixed(-5)))

def part_5():
    import datetime as dt
    from zoneinfo import ZoneInfo
    z = ZoneInfo("Europe/Berlin")
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    print((start + dt.timedelta(days=1)).tzinfo, start.tzname(), now.date() == start.date())
    naive = dt.datetime(2024, 6, 1, 8)
    aware = naive.replace(tzinfo=z)
    def to_zone(d: dt.datetime, tz: ZoneInfo | None = None) -> dt.datetime:
        return d.astimezone(tz)
    print(to_zone(aware, ZoneInfo("America/Los_Angeles")))
    match aware:
        case dt.datetime(year=2024, month=m):
            print("matched", m)
    import json, copy
    print(json.dumps({"a": aware}, default=str), copy.deepcopy(aware) == aware, copy.copy(z) is z)
    from dataclasses import dataclass, asdict
    @dataclass
    class E:
        at: dt.datetime
    print(E(aware), asdict(E(aware)))

part_0()
part_1()
part_2()
part_3()
part_4()
part_5()
