IMPORTS = "from datetime import date, datetime, time, timedelta, timezone"

FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y", "%H:%M", "%B %Y", "%b %d, %Y", "%Y-%m-%dT%H:%M:%S%z", "%I:%M %p", "%Y%m%d",
           "%d %b %y", "%A, %d %B %Y", "%Y-%m-%d %H:%M:%S.%f", "%Y-%j", "%m/%d", "%a %b %d %H:%M:%S %Y", "%H:%M:%S", "%y%m%d", "%x"]
METHODS = ["isocalendar()", "timetuple()", "toordinal()", "ctime()", "weekday()", "isoformat()", "strftime('%A %d %B %Y %j %U')",
           "isoweekday()", "replace(day=1)", "isocalendar()[:2]", "timetuple().tm_yday", "strftime('%G-W%V-%u %y %p %I')"]


def moment(choose):
    year, month, day = choose.randint(1950, 2060), choose.randint(1, 12), choose.randint(1, 28)
    if choose.random() < 0.5:
        return f"date({year}, {month}, {day})"
    return f"datetime({year}, {month}, {day}, {choose.randint(0, 23)}, {choose.randint(0, 59)}, {choose.randint(0, 59)}, {choose.choice([0, 5, 123456])})"


def span(choose):
    return f"timedelta(days={choose.randint(-400, 400)}, seconds={choose.randint(-90000, 90000)}, microseconds={choose.choice([0, 1, 500000, -3])})"


def clock(choose):
    zone = choose.choice(["", "", ", tzinfo=timezone.utc", f", tzinfo=timezone(timedelta(minutes={choose.randint(-700, 700)}))"])
    return f"time({choose.randint(0, 23)}, {choose.randint(0, 59)}, {choose.randint(0, 59)}, {choose.choice([0, 7, 123456])}{zone})"


def aware(choose):
    zone = choose.choice(["timezone.utc", f"timezone(timedelta(minutes={choose.randint(-700, 700)}))", f"timezone(timedelta(hours={choose.randint(-12, 12)}), 'X')"])
    return (f"datetime({choose.randint(1970, 2050)}, {choose.randint(1, 12)}, {choose.randint(1, 28)}, {choose.randint(0, 23)}, {choose.randint(0, 59)}, "
            f"{choose.randint(0, 59)}, {choose.choice([0, 123456])}, tzinfo={zone})")


def more(choose):
    one, other, at, to = span(choose), span(choose), moment(choose), aware(choose)
    number = choose.choice([0.5, 1.5, -2.25, 0.1, 3.0, 1 / 3, choose.uniform(-5, 5)])
    sign = choose.choice(["<", "<=", "==", "!=", ">", ">="])
    day = f"date({choose.randint(1950, 2060)}, {choose.randint(1, 12)}, {choose.randint(1, 28)})"
    naive = f"datetime({choose.randint(1970, 2050)}, {choose.randint(1, 12)}, {choose.randint(1, 28)}, {choose.randint(0, 23)})"
    fields = ["2001", "2001, 2", "2001, 2, 3", "year=2001", "month=2", "2001, month=3", ""]
    return choose.choice([
        f"{one} * {number}", f"{number} * {one}", f"{one} / {number}", f"{one} * {choose.randint(-5, 5)}", f"{one} / {choose.randint(1, 7)}",
        f"{one} // {choose.randint(1, 7)}", f"{one} // timedelta(hours=5)", f"{one} % timedelta(hours=5)", f"divmod({one}, timedelta(minutes=7))",
        f"{one} / timedelta(hours=1)", f"{one} {choose.choice('+-')} {other}", f"{one} {sign} {other}", f"abs({one})", f"-{one}", f"str({one})", f"repr({one})",
        f"{one}.total_seconds()", f"({one}.days, {one}.seconds, {one}.microseconds)", f"bool({one})", f"sum([{one}, {other}], timedelta())", f"max({one}, {other})",
        f"{at} + {one}", f"{at} - {one}", f"{day} - date(2000, 1, 1)", f"{naive} - datetime(2000, 1, 1)",
        f"{to} - {aware(choose)}", f"{to} {sign} {aware(choose)}", f"{to} {sign} {naive}", f"{naive} - {to}", f"{day} {sign} {naive}", f"{naive} {sign} {day}",
        f"{to}.astimezone({choose.choice(['timezone.utc', 'timezone(timedelta(hours=2))'])})", f"{to}.isoformat()", f"{to}.utcoffset()", f"{to}.tzname()", f"{to}.timetz()",
        f"{to}.timestamp()", f"{to}.isoformat(' ', {choose.choice(['hours', 'minutes', 'seconds', 'milliseconds', 'microseconds', 'auto'])!r})", f"{to}.utctimetuple()",
        f"{at}.replace({choose.choice(fields)})", f"{to}.replace({choose.choice(fields)})", f"{to}.replace(tzinfo=None)", f"{clock(choose)}.replace({choose.choice(['1', '1, 2', 'hour=3', '1, 2, 3, 4', 'minute=5'])})",
        clock(choose), f"{clock(choose)}.isoformat()", f"{clock(choose)}.isoformat({choose.choice(['hours', 'minutes', 'seconds', 'milliseconds'])!r})", f"{clock(choose)} {sign} {clock(choose)}",
        f"str({clock(choose)})", f"{clock(choose)}.strftime('%H-%M-%S %p %I')", f"datetime.combine({day}, {clock(choose)})", f"{naive}.date() == {day}", f"{to}.time()",
        f"date.fromisoformat({choose.choice(['2020-01-02', '20200102', '2020-W01-2', '2020W012', '2020-W05', '2020W53', '2020-1-2', '', 'x', '2020-W1', '2020W01-2'])!r})",
        f"datetime.fromisoformat({choose.choice(['2020-01-02T03:04', '2020-01-02 03:04:05.123', '2020-01-02T03:04:05+02:00', '2020-01-02', '20200102T030405', '2020-01-02T03:04:05Z', 'x', '2020-W05-3T10', '2020-01-02T03', '20200102T0304', '2020-01-02 030405'])!r})",
        f"time.fromisoformat({choose.choice(['03:04', '03:04:05.5', '03', '0304', '03:04:05+01:00', 'T03:04', 'x', '030405', '03:04:05,5', '0304+0100', '030405.25Z', '03:0405', '3:4'])!r})", f"{to}.strftime('%Y %z %Z')", f"'{{:%d.%m.%y}}'.format({to})",
        f"hash({one}) == hash({one})", f"{day}.strftime({choose.choice(FORMATS)!r})", f"{naive}.strftime({choose.choice(FORMATS)!r})", f"{{{day}: 1}}[{day}]", f"{to}.date()", f"date.max - {day}",
        f"datetime({choose.choice(['2020, 12, 1', '2020', '2020, 2, 29, 23, 59, 59, 999999', '1, 1, 1', '9999, 12, 31'])})", f"timedelta({choose.choice(['10**9', 'x=1', '1, 2, 3, 4, 5, 6, 7'])})",
    ])


def expression(choose):
    import datetime
    kind = choose.random()
    if kind < 0.25:
        form = choose.choice(FORMATS)
        at = datetime.datetime(choose.randint(1970, 2040), choose.randint(1, 12), choose.randint(1, 28), choose.randint(0, 23), choose.randint(0, 59),
                               choose.randint(0, 59), choose.choice([0, 123456]), datetime.timezone.utc)
        text = at.strftime(form)
        if choose.random() < 0.3 and text and "%z" not in form:
            place = choose.randrange(len(text))
            text = text[:place] + choose.choice("0 9aZ-:3") + text[place + 1:]
        return f"datetime.strptime({text!r}, {form!r})"
    if kind < 0.5:
        return f"{moment(choose)}.{choose.choice(METHODS)}"
    if kind < 0.7:
        names = choose.sample(["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"], choose.randint(1, 3))
        values = [choose.choice([choose.randint(-100, 100), choose.uniform(-9, 9), choose.choice([0.5, 1.5, 0.25, 1e-6, 5e-7])]) for _ in names]
        return f"timedelta({', '.join([f'{n}={v}' for n, v in zip(names, values)])})"
    if kind < 0.78:
        return more(choose)
    if kind < 0.83:
        stamp = choose.choice([choose.randint(-10 ** 9, 2 * 10 ** 9), choose.uniform(-1e9, 2e9), round(choose.uniform(0, 2e9), 3)])
        return f"datetime.fromtimestamp({stamp}, timezone.utc)"
    if kind < 0.9:
        return f"date.fromisocalendar({choose.randint(1990, 2030)}, {choose.randint(0, 54)}, {choose.randint(1, 7)})"
    return choose.choice([f"date.fromordinal({choose.randint(-2, 800000)})", f"{moment(choose)} - timedelta(hours={choose.uniform(0, 50)})",
                          f"str(timedelta(seconds={choose.uniform(-1e5, 1e5)}))"])
