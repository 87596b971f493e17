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


def lo__struct_of(t):
    """What `time` gives and takes, of which the machine shows two fields too many."""
    o = lo__StructTime(tuple(list(t)[:9]))
    o.tm_gmtoff = getattr(t, "tm_gmtoff", None)
    o.tm_zone = getattr(t, "tm_zone", None)
    return o


def lo__time_tuple(t):
    return t.lo__values if type(t) is lo__StructTime else t


def lo__time_strftime(format, t):
    import time
    return time.strftime(format, lo__time_tuple(t))


def lo__time_mktime(t):
    import time
    return time.mktime(lo__time_tuple(t))


def lo__time_asctime(t):
    import time
    return time.asctime(lo__time_tuple(t))


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


def lo__times(a, b):
    """A product, of which one side may be a duration that the machine multiplies by whole numbers only."""
    if type(b) is float:
        if type(a).__name__ == "timedelta":
            return lo__duration_scaled(a, *lo__m_as_integer_ratio(b))
    elif type(a) is float and type(b).__name__ == "timedelta":
        return lo__duration_scaled(b, *lo__m_as_integer_ratio(a))
    return a * b


def lo__divided(a, b):
    if type(b) is float and type(a).__name__ == "timedelta":
        n, d = lo__m_as_integer_ratio(b)
        if n == 0:
            raise ZeroDivisionError("division by zero")
        return lo__duration_scaled(a, d, n)
    return a / b


def lo__duration_scaled(duration, n, d):
    """To the nearest microsecond, half to even."""
    from datetime import timedelta
    n *= (duration.days * 86400 + duration.seconds) * 1000000 + duration.microseconds
    if d < 0:
        n, d = -n, -d
    whole, rest = divmod(n, d)
    if 2 * rest > d or 2 * rest == d and whole % 2:
        whole += 1
    return timedelta(microseconds=whole)


def lo__m_replace(o, *args, **kwargs):
    """`replace` of dates and times, whose fields the machine takes by name only."""
    fields = lo__FIELDS.get(type(o).__name__)
    if fields is None:
        return o.replace(*args, **kwargs)
    if len(args) > len(fields):
        count = len(args) + len(kwargs)
        raise TypeError(f"replace() takes at most {len(fields) + 1 - (type(o).__name__ == 'date')} arguments ({count} given)")
    for name, value in zip(fields, args):
        if name in kwargs:
            raise TypeError(f"argument for replace() given by name ('{name}') and position ({fields.index(name) + 1})")
        kwargs[name] = value
    return o.replace(**kwargs)


lo__FIELDS = {
    "date": ("year", "month", "day"),
    "datetime": ("year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo"),
    "time": ("hour", "minute", "second", "microsecond", "tzinfo"),
}


def lo__date_error(e):
    """Python's words for what the machine says of operators that know no dates with and without a zone at once."""
    if type(e).__name__ != "TypeError" or not e.args or type(e.args[0]) is not str:
        return e
    told = lo__DATE_ERRORS.get(e.args[0].split("'", 2)[-1] if e.args[0][:1] == "'" else e.args[0])
    return e if told is None else TypeError(told)


lo__DATE_ERRORS = {
    " not supported between instances of 'datetime.datetime' and 'datetime.datetime'": "can't compare offset-naive and offset-aware datetimes",
    " not supported between instances of 'datetime.time' and 'datetime.time'": "can't compare offset-naive and offset-aware times",
    " not supported between instances of 'datetime.datetime' and 'datetime.date'": "can't compare datetime.datetime to datetime.date",
    " not supported between instances of 'datetime.date' and 'datetime.datetime'": "can't compare datetime.datetime to datetime.date",
    "unsupported operand type(s) for -: 'datetime.datetime' and 'datetime.datetime'": "can't subtract offset-naive and offset-aware datetimes",
}
