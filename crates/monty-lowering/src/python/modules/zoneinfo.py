# `ZoneInfo` by key, `available_timezones` and `ZoneInfoNotFoundError`, of tables in the engine. `from_file`, `TZPATH` and classes derived from `ZoneInfo` are left out, and a `time` with such a zone.
import json
from bisect import bisect_right
from datetime import date, timedelta, timezone, tzinfo
from datetime import datetime as _datetime

_EPOCH = _datetime(1970, 1, 1)
_EPOCH_IN_UTC = _datetime(1970, 1, 1, tzinfo=timezone.utc)
_ZERO = timedelta(0)
# Where winter is the exception and not summer, which the tables tell the other way round.
_INVERTED = ("Europe/Dublin", "Eire", "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Windhoek", "Europe/Prague",
             "Europe/Bratislava")
# Tables by key, and zones by key.
_tables = {}
_zones = {}


class ZoneInfoNotFoundError(KeyError):
    pass


class _Zone(tzinfo):
    """A zone of the tables. Times are told in whole seconds since 1970, by the clocks there."""

    def __init__(self, key, table):
        self.key = key
        self._moments = table["moments"]
        self._walls = table["walls"]
        self._after = table["after"]
        self._kinds = [tuple(kind) for kind in table["kinds"]]
        self._before = self._kinds[table["before"]]
        rule = table["rule"]
        self._last = tuple(rule) if type(rule) is list else None
        if self._last is None:
            offset, name = rule["standard"]
            self._standard = (offset, 0, name)
            other, name = rule["saving"]
            self._saving = (other, other - offset, name)
            self._days = (rule["start"], rule["end"])
            self._years = {}

    def utcoffset(self, dt):
        kind = self._kind(dt)
        return None if kind is None else timedelta(seconds=kind[0])

    def dst(self, dt):
        if self.key in _INVERTED:
            raise NotImplementedError(f"dst() of {self.key} is not available here: compare utcoffset() with that of another month")
        kind = self._kind(dt)
        return None if kind is None else timedelta(seconds=kind[1])

    def tzname(self, dt):
        kind = self._kind(dt)
        return None if kind is None else kind[2]

    def fromutc(self, dt):
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return _in_zone(_naive(dt), self)

    def _kind(self, dt):
        """What holds at a time by the clocks there."""
        if dt is None:
            if self._last is not None and not self._moments:
                return self._last
            return None
        naive = _naive(dt)
        second = _seconds(naive)
        fold = _fold(dt)
        walls = self._walls[fold]
        if walls and second < walls[0]:
            return self._before
        if walls and second <= walls[-1]:
            return self._kinds[self._after[bisect_right(walls, second) - 1]]
        if self._last is not None:
            return self._last
        start, end = self._changes(naive.year)
        saved = self._saving[1]
        if fold == (saved >= 0):
            end -= saved
        else:
            start += saved
        return self._of_year(start, end, second)

    def _of_year(self, start, end, second):
        if start < end:
            is_saving = start <= second < end
        else:
            is_saving = not end <= second < start
        return self._saving if is_saving else self._standard

    def _at(self, naive):
        """What holds at a time of UTC, and whether the clocks there show that time again."""
        second = _seconds(naive)
        moments = self._moments
        if moments and second < moments[0]:
            return (self._before, 0)
        if self._last is None and (not moments or second > moments[-1]):
            start, end = self._changes(naive.year)
            saved = self._saving[1]
            start -= self._standard[0]
            end -= self._saving[0]
            kind = self._of_year(start, end, second)
            again = end <= second < end + saved if saved > 0 else start <= second < start - saved
            return (kind, 1 if again else 0)
        if not moments:
            return (self._last, 0)
        i = bisect_right(moments, second)
        kind = self._kinds[self._after[i - 1]]
        if second > moments[-1] and self._last is not None:
            kind = self._last
        before = self._before if i < 2 else self._kinds[self._after[i - 2]]
        return (kind, 1 if before[0] - kind[0] > second - moments[i - 1] else 0)

    def _changes(self, year):
        """When the two parts of a year begin, by the clocks before."""
        if year not in self._years:
            self._years[year] = [_day_of(day, year) for day in self._days]
        return self._years[year]

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return hash(self.key)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return f"zoneinfo.ZoneInfo(key={self.key!r})"

    def __str__(self):
        return self.key


def _day_of(day, year):
    if len(day) == 3:
        number, leaps, second = day
        first = date(year, 1, 1)
        if not leaps and number >= 59 and date(year, 3, 1) - first == timedelta(days=60):
            number += 1
        found = first + timedelta(days=number)
    else:
        month, week, weekday, second = day
        first = date(year, month, 1)
        found = first + timedelta(days=(weekday - 1 - first.weekday()) % 7 + (week - 1) * 7)
        if found.month != month:
            found -= timedelta(days=7)
    return (found - date(1970, 1, 1)).days * 86400 + second


class _ZoneInfo:
    """What stands for the class: the same zone for the same key."""
    lo__class = _Zone
    __name__ = "ZoneInfo"

    def __call__(self, key):
        if key not in _zones:
            _zones[key] = self.no_cache(key)
        return _zones[key]

    def no_cache(self, key):
        return _Zone(key, _table(key))

    def clear_cache(self, *, only_keys=None):
        if only_keys is None:
            _zones.clear()
            return
        for key in only_keys:
            _zones.pop(key, None)

    def __repr__(self):
        return "<class 'zoneinfo.ZoneInfo'>"


ZoneInfo = _ZoneInfo()


def _table(key):
    if key not in _tables:
        if type(key) is not str:
            raise TypeError(f"expected str, bytes or os.PathLike object, not {type(key).__name__}")
        if key.startswith("/"):
            raise ValueError(f"ZoneInfo keys may not be absolute paths, got: {key}")
        if "\0" in key:
            raise ValueError("embedded null byte")
        parts = key.split("/")
        if parts[0] == "..":
            raise ValueError(f"ZoneInfo keys must refer to subdirectories of TZPATH, got: {key}")
        if ".." in parts or "." in parts or "" in parts[:-1]:
            raise ValueError(f"ZoneInfo keys must be normalized relative paths, got: {key}")
        _tables[key] = lo__zone(key)
    table = _tables[key]
    if table is None:
        raise ZoneInfoNotFoundError(f"No time zone found with key {key}")
    return json.loads(table)


def available_timezones():
    return set(lo__zone_names("").split("\n"))


def _naive(dt):
    return dt._naive if hasattr(dt, "_naive") else dt.replace(tzinfo=None)


def _fold(dt):
    return dt.fold if hasattr(dt, "_naive") else 0


def _seconds(naive):
    since = naive - _EPOCH
    return since.days * 86400 + since.seconds


def _made_class():
    class datetime:
        """A moment that the machine's own cannot hold: with a zone of the tables, one of the program's, or a fold."""
        lo__face = _datetime
        # What isinstance() tells of it.
        lo__sample = _EPOCH

        def __init__(self, naive, zone, fold, offset=None, name=None):
            self._naive = naive
            self.year = naive.year
            self.month = naive.month
            self.day = naive.day
            self.hour = naive.hour
            self.minute = naive.minute
            self.second = naive.second
            self.microsecond = naive.microsecond
            self.tzinfo = zone
            self.fold = fold
            if zone is not None and offset is None:
                offset = zone.utcoffset(self)
                _check(offset, "utcoffset")
                name = zone.tzname(self) if offset is not None else None
            self._offset = offset
            # What the host gets, and what does the most of it.
            self.lo__value = naive if offset is None else naive.replace(tzinfo=_fixed(offset, name))

        def utcoffset(self):
            return self._offset

        def dst(self):
            if self.tzinfo is None:
                return None
            saved = self.tzinfo.dst(self)
            _check(saved, "dst")
            return saved

        def tzname(self):
            return None if self.tzinfo is None else self.tzinfo.tzname(self)

        def date(self):
            return self._naive.date()

        def time(self):
            if self.fold:
                raise NotImplementedError("time() of a moment with fold=1 is not available here: use replace(fold=0).time()")
            return self._naive.time()

        def timetz(self):
            raise NotImplementedError("timetz() of a moment with such a zone is not available here: use time()")

        def weekday(self):
            return self._naive.weekday()

        def isoweekday(self):
            return self._naive.isoweekday()

        def timestamp(self):
            return self.lo__value.timestamp()

        def isoformat(self, sep="T", timespec="auto"):
            return self.lo__value.isoformat(sep, timespec)

        def strftime(self, format):
            return self.lo__value.strftime(format)

        def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                    tzinfo=True, *, fold=None):
            given = {"year": year, "month": month, "day": day, "hour": hour, "minute": minute, "second": second,
                     "microsecond": microsecond}
            naive = self._naive.replace(**{k: v for k, v in given.items() if v is not None})
            return _made(naive, self.tzinfo if tzinfo is True else tzinfo, self.fold if fold is None else fold)

        def astimezone(self, tz=None):
            if tz is None or self._offset is None:
                return self.lo__value.astimezone(tz)
            if tz is self.tzinfo:
                return self
            return _in_zone(self._naive - self._offset, tz)

        def _utc(self):
            return self._naive - self._offset

        def _is_odd(self):
            """Whether the clocks show this time twice, or never."""
            zone = self.tzinfo
            return zone is not None and self._offset != zone.utcoffset(datetime(self._naive, zone, 1 - self.fold))

        def _compared(self, other, tell):
            """What is compared: the times by the clocks of one zone, or those of UTC."""
            if not isinstance(other, _datetime):
                return None
            if self.tzinfo is other.tzinfo:
                return (self._naive, _naive(other))
            offset = other.utcoffset()
            if self._offset is None or offset is None:
                if self._offset is None and offset is None:
                    return (self._naive, _naive(other))
                raise TypeError(tell)
            return (self._naive - self._offset, _naive(other) - offset)

        def __eq__(self, other):
            try:
                pair = self._compared(other, "")
            except TypeError:
                return False
            if pair is None:
                return NotImplemented
            if self.tzinfo is not other.tzinfo and (self._is_odd() or hasattr(other, "_naive") and other._is_odd()):
                return False
            return pair[0] == pair[1]

        def __hash__(self):
            return hash(_made(self._naive, self.tzinfo, 0) if self.fold else self.lo__value)

        def __lt__(self, other):
            pair = self._compared(other, "can't compare offset-naive and offset-aware datetimes")
            return NotImplemented if pair is None else pair[0] < pair[1]

        def __le__(self, other):
            pair = self._compared(other, "can't compare offset-naive and offset-aware datetimes")
            return NotImplemented if pair is None else pair[0] <= pair[1]

        def __gt__(self, other):
            pair = self._compared(other, "can't compare offset-naive and offset-aware datetimes")
            return NotImplemented if pair is None else pair[0] > pair[1]

        def __ge__(self, other):
            pair = self._compared(other, "can't compare offset-naive and offset-aware datetimes")
            return NotImplemented if pair is None else pair[0] >= pair[1]

        def __add__(self, other):
            if not isinstance(other, timedelta):
                return NotImplemented
            return _made(self._naive + other, self.tzinfo, 0)

        def __radd__(self, other):
            return self.__add__(other)

        def __sub__(self, other):
            if isinstance(other, timedelta):
                return _made(self._naive - other, self.tzinfo, 0)
            pair = self._compared(other, "can't subtract offset-naive and offset-aware datetimes")
            return NotImplemented if pair is None else pair[0] - pair[1]

        def __rsub__(self, other):
            pair = self._compared(other, "can't subtract offset-naive and offset-aware datetimes")
            return NotImplemented if pair is None else pair[1] - pair[0]

        def __copy__(self):
            return self

        def __deepcopy__(self, memo):
            return self

        def __format__(self, spec):
            return self.lo__value.strftime(spec) if spec else str(self)

        def __str__(self):
            return self.lo__value.isoformat(" ")

        def __repr__(self):
            fold = ", fold=1" if self.fold else ""
            zone = "" if self.tzinfo is None else f", tzinfo={self.tzinfo!r}"
            return repr(self._naive)[:-1] + fold + zone + ")"
    return datetime


_Zoned = _made_class()


def _check(offset, name):
    if offset is not None and not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or a timedelta, not '{type(offset).__name__}'")


def _fixed(offset, name):
    return timezone(offset) if name is None else timezone(offset, name)


def _made(naive, zone, fold):
    """A moment: the machine's where it can hold it."""
    if fold != 0 and fold != 1:
        raise ValueError("fold must be either 0 or 1")
    if zone is None or type(zone) is timezone:
        if not fold:
            return naive.replace(tzinfo=zone)
    elif not isinstance(zone, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(zone).__name__}'")
    return _Zoned(naive, zone, fold)


def _in_zone(utc, zone):
    """The moment of a time of UTC, in a zone."""
    if type(zone) is _Zone:
        kind, fold = zone._at(utc)
        offset = timedelta(seconds=kind[0])
        return _Zoned(utc + offset, zone, fold, offset, kind[2])
    if type(zone) is timezone:
        return utc.replace(tzinfo=timezone.utc).astimezone(zone)
    if not isinstance(zone, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(zone).__name__}'")
    return zone.fromutc(_Zoned(utc, zone, 0))


def _to_datetime(year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
    return _made(_datetime(year, month, day, hour, minute, second, microsecond), tzinfo, fold)


def _to_now(tz=None):
    if tz is None:
        return _datetime.now()
    return _in_zone(_datetime.now(timezone.utc).replace(tzinfo=None), tz)


def _to_fromtimestamp(timestamp, tz=None):
    if tz is None:
        return _datetime.fromtimestamp(timestamp)
    return _in_zone(_datetime.fromtimestamp(timestamp, timezone.utc).replace(tzinfo=None), tz)


def _to_combine(date, time, tzinfo=True):
    if tzinfo is True:
        return _datetime.combine(date, time)
    return _made(_datetime.combine(date, time.replace(tzinfo=None)), tzinfo, 0)


def _is_plain(o):
    return isinstance(o, _datetime) and not hasattr(o, "_naive")


def _by_astimezone(o, *args, **kwargs):
    if not _is_plain(o) or not args and not kwargs:
        return o.astimezone(*args, **kwargs)
    tz = args[0] if args else kwargs["tz"]
    if tz is None or type(tz) is timezone:
        return o.astimezone(*args, **kwargs)
    return _in_zone(o.astimezone(timezone.utc).replace(tzinfo=None), tz)


def _by_replace(o, *args, **kwargs):
    if not _is_plain(o):
        return o.replace(*args, **kwargs)
    zone = kwargs.pop("tzinfo", o.tzinfo)
    fold = kwargs.pop("fold", 0)
    return _made(o.replace(*args, **kwargs).replace(tzinfo=None), zone, fold)
