# Methods of dates that the machine lacks.
def lo__ordinal(d):
    from datetime import date
    return (date(d.year, d.month, d.day) - date(1, 1, 1)).days + 1


def lo__is_date(o):
    n = type(o).__name__
    return n == "date" or n == "datetime"


def lo__m_toordinal(o, *a, **k):
    if not lo__is_date(o):
        return o.toordinal(*a, **k)
    return lo__ordinal(o)


class lo__IsoCalendarDate:
    lo__name = "IsoCalendarDate"

    def __init__(self, year, week, weekday):
        self.year = year
        self.week = week
        self.weekday = weekday

    def __iter__(self):
        return iter((self.year, self.week, self.weekday))

    def __getitem__(self, i):
        return (self.year, self.week, self.weekday)[i]

    def __eq__(self, other):
        if type(other) is type(self):
            other = tuple(other)
        return (self.year, self.week, self.weekday) == other

    def __hash__(self):
        return hash((self.year, self.week, self.weekday))

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self.year}, week={self.week}, weekday={self.weekday})"


def lo__m_isocalendar(o, *a, **k):
    if not lo__is_date(o):
        return o.isocalendar(*a, **k)
    n = lo__ordinal(o)
    # The week's Thursday tells the year.
    thursday = n - o.weekday() + 3
    from datetime import date, timedelta
    year = o.year
    if thursday < 1:
        return lo__IsoCalendarDate(0, 52, o.weekday() + 1)
    if thursday > 3652059:
        return lo__IsoCalendarDate(10000, 1, o.weekday() + 1)
    year = (date(1, 1, 1) + timedelta(days=thursday - 1)).year
    first = lo__ordinal(date(year, 1, 1))
    return lo__IsoCalendarDate(year, (thursday - first) // 7 + 1, o.weekday() + 1)


def lo__m_ctime(o, *a, **k):
    if not lo__is_date(o):
        return o.ctime(*a, **k)
    time = o.strftime("%H:%M:%S") if type(o).__name__ == "datetime" else "00:00:00"
    return f"{o.strftime('%a %b')} {o.day:2d} {time} {o.year:04d}"


class lo__StructTime:
    lo__name = "struct_time"

    def __init__(self, values):
        self.lo__values = values
        (self.tm_year, self.tm_mon, self.tm_mday, self.tm_hour, self.tm_min, self.tm_sec, self.tm_wday, self.tm_yday,
         self.tm_isdst) = values

    def __iter__(self):
        return iter(self.lo__values)

    def __getitem__(self, i):
        return self.lo__values[i]

    def __eq__(self, other):
        if type(other) is type(self):
            other = other.lo__values
        return self.lo__values == other

    def __hash__(self):
        return hash(self.lo__values)

    def __repr__(self):
        names = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")
        return "time.struct_time(" + ", ".join([f"{n}={v}" for n, v in zip(names, self.lo__values)]) + ")"


def lo__struct_time(o, isdst):
    from datetime import date
    day = lo__ordinal(o) - lo__ordinal(date(o.year, 1, 1)) + 1
    if type(o).__name__ == "datetime":
        clock = (o.hour, o.minute, o.second)
    else:
        clock = (0, 0, 0)
    return lo__StructTime((o.year, o.month, o.day) + clock + (o.weekday(), day, isdst))


def lo__m_timetuple(o, *a, **k):
    if not lo__is_date(o):
        return o.timetuple(*a, **k)
    if type(o).__name__ == "date":
        return lo__struct_time(o, -1)
    saved = o.dst()
    return lo__struct_time(o, -1 if saved is None else 1 if saved else 0)


def lo__m_utctimetuple(o, *a, **k):
    if type(o).__name__ != "datetime":
        return o.utctimetuple(*a, **k)
    offset = o.utcoffset()
    if offset:
        o = o - offset
    return lo__struct_time(o, 0)
