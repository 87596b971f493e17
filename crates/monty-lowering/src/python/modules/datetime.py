# The machine's, with what it lacks but for `tzinfo` of one's own and `fold`.
from datetime import date, datetime, time, timedelta, timezone

MINYEAR = 1
MAXYEAR = 9999
UTC = timezone.utc


def _with_timezones(c):
    # The machine's own are of it too.
    c.lo__check = lambda o: type(o) is timezone or c in getattr(type(o), "lo__mro", ())
    return c


@_with_timezones
class tzinfo:
    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def fromutc(self, dt):
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc() requires a non-None utcoffset() result")
        saved = dt.dst()
        if saved is None:
            raise ValueError("fromutc() requires a non-None dst() result")
        if offset != saved:
            dt += offset - saved
            saved = dt.dst()
            if saved is None:
                raise ValueError("fromutc(): dt.dst gave inconsistent results; cannot convert")
        return dt + saved


_EPOCH = datetime(1970, 1, 1)


def _of_date_fromordinal(ordinal):
    if type(ordinal) is not int:
        raise TypeError(f"'{type(ordinal).__name__}' object cannot be interpreted as an integer")
    if ordinal < 1:
        raise ValueError("ordinal must be >= 1")
    if ordinal > 3652059:
        raise ValueError("year is out of range")
    return date(1, 1, 1) + timedelta(days=ordinal - 1)


def _of_datetime_fromordinal(ordinal):
    d = _of_date_fromordinal(ordinal)
    return datetime(d.year, d.month, d.day)


def _of_date_fromisocalendar(year, week, day):
    if not 1 <= year <= 9999:
        raise ValueError(f"Year is out of range: {year}")
    first = date(year, 1, 1).weekday()
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    weeks = 53 if first == 3 or first == 2 and leap else 52
    if not 1 <= week <= weeks:
        raise ValueError(f"Invalid week: {week}")
    if not 1 <= day <= 7:
        raise ValueError(f"Invalid day: {day} (range is [1, 7])")
    start = date(year, 1, 4)
    return start + timedelta(days=(week - 1) * 7 + day - 1 - start.weekday())


def _of_datetime_fromisocalendar(year, week, day):
    d = _of_date_fromisocalendar(year, week, day)
    return datetime(d.year, d.month, d.day)


# The machine's own, of which the functions below would else be.
_READING = (date, datetime, time)


def _of_date_fromisoformat(date_string):
    try:
        return _READING[0].fromisoformat(date_string)
    except ValueError:
        found = _basic_date(date_string)
        if found is None:
            raise
        return found


def _of_time_fromisoformat(time_string):
    try:
        return _READING[2].fromisoformat(time_string)
    except ValueError:
        found = _basic_time(time_string)
        if found is None:
            raise
        return found


def _of_datetime_fromisoformat(date_string):
    try:
        return _READING[1].fromisoformat(date_string)
    except ValueError:
        for n in (10, 8, 7):
            day = _any_date(date_string[:n])
            if day is not None:
                clock = time(0) if len(date_string) == n else _any_time(date_string[n + 1:])
                if clock is not None:
                    return datetime.combine(day, clock)
        raise


def _any_date(text):
    try:
        return _READING[0].fromisoformat(text)
    except ValueError:
        return _basic_date(text)


def _any_time(text):
    try:
        return _READING[2].fromisoformat(text)
    except ValueError:
        return _basic_time(text)


def _is_number(text, size):
    return len(text) == size and text.isascii() and text.isdigit()


def _basic_date(text):
    """A date without hyphens, or of a week, which the machine does not read."""
    if _is_number(text, 8):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    year, mark, rest = text.partition("W")
    hyphen = year[4:]
    if not mark or not _is_number(year[:4], 4) or hyphen not in ("", "-") or not _is_number(rest[:2], 2):
        return None
    day = rest[2:]
    if day and hyphen and day[:1] != "-":
        return None
    day = day[1:] if hyphen else day
    if day and not _is_number(day, 1) or not day and len(rest) > 2:
        return None
    return _of_date_fromisocalendar(int(year[:4]), int(rest[:2]), int(day or 1))


def _basic_time(text):
    """A time without colons, after a T, or with a comma, which the machine does not read."""
    if text[:1] == "T":
        return _any_time(text[1:])
    end = len(text)
    for mark in "+-Z":
        if mark in text:
            end = min(end, text.index(mark))
    zone = None
    if end < len(text):
        found = _offset(text, end)
        if found is None or found[0] != len(text):
            return None
        zone = timezone(timedelta(seconds=found[1][0], microseconds=found[1][1]))
    clock, mark, part = text[:end].replace(",", ".").partition(".")
    if mark and not _is_number(part, len(part)) or mark and not part:
        return None
    digits = clock.replace(":", "")
    if not _is_number(digits, len(digits)) or len(digits) not in (2, 4, 6) or mark and len(digits) != 6:
        return None
    if ":" in clock and clock != ":".join([digits[i:i + 2] for i in range(0, len(digits), 2)]):
        return None
    digits = digits.ljust(6, "0")
    micros = int(part[:6].ljust(6, "0")) if mark else 0
    return time(int(digits[:2]), int(digits[2:4]), int(digits[4:]), micros, zone)


def _of_datetime_fromtimestamp(timestamp, tz=None):
    moment = _moment(timestamp)
    if tz is None:
        return moment
    return moment.replace(tzinfo=timezone.utc).astimezone(tz)


def _of_datetime_utcfromtimestamp(timestamp):
    return _moment(timestamp)


def _moment(timestamp):
    # To the nearest microsecond, half to even, of the number that the float is.
    if type(timestamp) is float:
        if timestamp != timestamp:
            raise ValueError("cannot convert float NaN to integer")
        if timestamp - timestamp != 0:
            raise OverflowError("cannot convert float infinity to integer")
        whole = int(timestamp // 1)
        micros = round((timestamp - whole) * 1000000)
    else:
        whole = int(timestamp)
        micros = 0
    if not -62135596800 <= whole <= 253402300799:
        raise ValueError("year is out of range")
    return _EPOCH + timedelta(seconds=whole, microseconds=micros)


def _of_date_fromtimestamp(timestamp):
    return _moment(timestamp).date()


def _of_datetime_today():
    return datetime.now()


def _of_datetime_utcnow():
    return datetime.now(timezone.utc).replace(tzinfo=None)


def _of_timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
    given = (days, seconds, microseconds, milliseconds, minutes, hours, weeks)
    for x in given:
        if type(x) is float:
            break
    else:
        return timedelta(days=days, seconds=seconds, microseconds=microseconds, milliseconds=milliseconds,
                         minutes=minutes, hours=hours, weeks=weeks)
    for x in given:
        if type(x) is float:
            if x != x:
                raise ValueError("cannot convert float NaN to integer")
            if x - x != 0:
                raise OverflowError("cannot convert float infinity to integer")
    # Whole parts are exact; what is left is added up part by part, as CPython does, and rounded at the end.
    whole = 0
    rest = 0.0
    for x, factor in ((microseconds, 1), (milliseconds, 1000), (seconds, 1000000), (minutes, 60000000),
                      (hours, 3600000000), (days, 86400000000), (weeks, 604800000000)):
        if type(x) is float:
            n = int(x)
            whole += n * factor
            part = (x - n) * factor
            m = int(part)
            whole += m
            rest += part - m
        else:
            whole += x * factor
    # Half to even, of the sum.
    odd = whole % 2
    rounded = round(rest + odd) - odd
    return timedelta(microseconds=whole + rounded)


_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december"]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WIDTHS = {"Y": 4, "m": 2, "d": 2, "H": 2, "I": 2, "M": 2, "S": 2, "f": 6, "j": 3, "y": 2, "U": 2, "W": 2, "w": 1,
           "u": 1, "G": 4, "V": 2}
_LEAST = {"m": 1, "d": 1, "H": 0, "I": 1, "M": 0, "S": 0, "j": 1, "y": 0, "U": 0, "W": 0, "w": 0, "u": 1, "V": 0}
_MOST = {"m": 12, "d": 31, "H": 23, "I": 12, "M": 59, "S": 61, "j": 366, "y": 99, "U": 53, "W": 53, "w": 6, "u": 7, "V": 53}
_EXACT = {"Y": 4, "G": 4, "y": 2}


def _of_datetime_strptime(date_string, format):
    if type(date_string) is not str:
        raise TypeError(f"strptime() argument 1 must be str, not {type(date_string).__name__}")
    if type(format) is not str:
        raise TypeError(f"strptime() argument 2 must be str, not {type(format).__name__}")
    steps = _steps(format)
    found = {}
    end = _matched(date_string, 0, steps, 0, found)
    if end is None:
        raise ValueError(f"time data {date_string!r} does not match format {format!r}")
    if end != len(date_string):
        raise ValueError(f"unconverted data remains: {date_string[end:]}")
    return _assembled(found)


def _steps(format):
    steps = []
    parts = format.split("%%")
    for i, part in enumerate(parts):
        part = part.replace("%c", "%a %b %d %H:%M:%S %Y").replace("%x", "%m/%d/%y")
        parts[i] = part.replace("%X", "%H:%M:%S")
    format = "%%".join(parts)
    codes = ""
    i = 0
    while i < len(format):
        c = format[i]
        i += 1
        if c.isspace():
            while i < len(format) and format[i].isspace():
                i += 1
            steps.append((" ", None))
        elif c == "%":
            if i == len(format):
                raise ValueError(f"stray % in format {format!r}")
            code = format[i]
            i += 1
            if code == "%":
                steps.append(("t", "%"))
            elif code in _WIDTHS or code in "aAbBpzZ":
                steps.append(("%", code))
                _check_directives(codes, code)
                codes += code
            else:
                raise ValueError(f"{code!r} is a bad directive in format {format!r}")
        else:
            steps.append(("t", c.lower()))
    return steps


def _check_directives(before, code):
    """Refuses a directive that says again what an earlier one does."""
    for same in ("Yy", "HI", "UW", "aAwu", "bBm", "jm", "jb", "jB", "jd", "jU", "jW", "GY", "Gy", "f", "p", "M", "S", "z", "Z", "d"):
        if code in same and len([other for other in before if other in same]) > 0:
            raise NotImplementedError(f"strptime: a format with %{same[0]} and another of %{', %'.join(same)} cannot be had")


def _matched(text, at, steps, k, found):
    """Where a match of the steps from the k-th on ends, which tries longer numbers first."""
    while k < len(steps):
        kind, code = steps[k]
        k += 1
        if kind == "t":
            if text[at:at + 1].lower() != code:
                return None
            at += 1
        elif kind == " ":
            start = at
            while at < len(text) and text[at].isspace():
                at += 1
            if at == start:
                return None
        elif code in _WIDTHS:
            return _number(text, at, steps, k, code, found)
        else:
            best = _word(text, at, code)
            if best is None:
                return None
            at, found[code] = best
    return at


def _number(text, at, steps, k, code, found):
    most = _WIDTHS[code]
    n = 0
    while n < most and at + n < len(text) and text[at + n].isdecimal():
        n += 1
    space = code == "d" and text[at:at + 1] == " " and text[at + 1:at + 2].isdecimal()
    lengths = list(range(n, 0, -1))
    if space:
        lengths = [2]
    for length in lengths:
        if code in _EXACT and length != _EXACT[code]:
            continue
        digits = text[at:at + length].strip()
        value = int(digits)
        if code in _MOST and not _LEAST[code] <= value <= _MOST[code]:
            continue
        after = _matched(text, at + length, steps, k, found)
        if after is not None:
            found[code] = int(digits + "0" * (6 - len(digits))) if code == "f" else value
            return after
    return None


def _word(text, at, code):
    lower = text[at:].lower()
    if code == "p":
        for i, name in enumerate(("am", "pm")):
            if lower.startswith(name):
                return (at + 2, i)
        return None
    if code in "aAbB":
        names = _DAYS if code in "aA" else _MONTHS
        best = None
        for i, name in enumerate(names):
            if code in "ab":
                name = name[:3]
            if lower.startswith(name) and (best is None or at + len(name) > best[0]):
                best = (at + len(name), i)
        return best
    if code == "Z":
        for name in ("utc", "gmt"):
            if lower.startswith(name):
                return (at + 3, name.upper())
        return None
    return _offset(text, at)


def _offset(text, at):
    if text[at:at + 1] == "Z":
        return (at + 1, (0, 0))
    sign = text[at:at + 1]
    if sign != "+" and sign != "-":
        return None
    i = at + 1
    parts = []
    colon = None
    while len(parts) < 3:
        j = i
        if parts:
            has = text[j:j + 1] == ":"
            if colon is None:
                colon = has
            if colon:
                if not has:
                    break
                j += 1
        part = text[j:j + 2]
        if len(part) < 2 or not part.isdecimal() or parts and int(part) > 59:
            break
        parts.append(int(part))
        i = j + 2
    if len(parts) < 2:
        return None
    seconds = parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)
    micros = 0
    if len(parts) == 3 and text[i:i + 1] == ".":
        j = i + 1
        while j < len(text) and j < i + 7 and text[j].isdecimal():
            j += 1
        if j > i + 1:
            micros = int(text[i + 1:j] + "0" * (6 - (j - i - 1)))
            i = j
    if sign == "-":
        return (i, (-seconds, -micros))
    return (i, (seconds, micros))


def _assembled(found):
    year = found.get("Y")
    if year is None and "y" in found:
        year = found["y"] + (2000 if found["y"] <= 68 else 1900)
    month = found.get("m")
    for code in "bB":
        if code in found:
            month = found[code] + 1
    hour = found.get("H", 0)
    if "I" in found:
        hour = found["I"] % 12
        if found.get("p") == 1:
            hour += 12
    weekday = None
    for code in "aA":
        if code in found:
            weekday = found[code]
    if "w" in found:
        weekday = (found["w"] - 1) % 7
    if "u" in found:
        weekday = found["u"] - 1
    day = found.get("d")
    week_code = "U" if "U" in found else "W" if "W" in found else None
    if "G" in found:
        if "j" in found:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
        if "V" not in found or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
    elif "V" in found:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year "
                         "'%G' instead.")
    leap = False
    if year is None and month == 2 and day == 29:
        year = 1904
        leap = True
    elif year is None:
        year = 1900
    if "j" in found or weekday is not None and (week_code or "G" in found):
        start = date(year, 1, 1)
        if "j" in found:
            d = start + timedelta(days=found["j"] - 1)
        elif week_code:
            first = start.weekday()
            wd = weekday
            if week_code == "U":
                first = (first + 1) % 7
                wd = (weekday + 1) % 7
            week_0 = (7 - first) % 7
            if found[week_code] == 0:
                d = start + timedelta(days=wd - first)
            else:
                d = start + timedelta(days=week_0 + 7 * (found[week_code] - 1) + wd)
        else:
            d = _of_date_fromisocalendar(found["G"], found["V"], weekday + 1)
        if month is None or day is None or "j" not in found:
            year, month, day = d.year, d.month, d.day
    zone = None
    if "z" in found:
        offset = timedelta(seconds=found["z"][0], microseconds=found["z"][1])
        zone = timezone(offset, found["Z"]) if "Z" in found else timezone(offset)
    if leap:
        year = 1900
    return datetime(year, month or 1, day or 1, hour, found.get("M", 0), found.get("S", 0), found.get("f", 0), zone)
