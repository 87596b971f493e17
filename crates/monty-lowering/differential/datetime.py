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


def expression(choose):
    import datetime
    kind = choose.random()
    if kind < 0.25:
        form = choose.choice(FORMATS)
        at = datetime.datetime(choose.randint(1970, 2040), choose.randint(1, 12), choose.randint(1, 28), choose.randint(0, 23), choose.randint(0, 59),
                               choose.randint(0, 59), choose.choice([0, 123456]), datetime.timezone.utc)
        text = at.strftime(form)
        if choose.random() < 0.3 and text:
            place = choose.randrange(len(text))
            text = text[:place] + choose.choice("0 9aZ-:3") + text[place + 1:]
        return f"datetime.strptime({text!r}, {form!r})"
    if kind < 0.5:
        return f"{moment(choose)}.{choose.choice(METHODS)}"
    if kind < 0.7:
        names = choose.sample(["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"], choose.randint(1, 3))
        values = [choose.choice([choose.randint(-100, 100), choose.uniform(-9, 9), choose.choice([0.5, 1.5, 0.25, 1e-6, 5e-7])]) for _ in names]
        return f"timedelta({', '.join([f'{n}={v}' for n, v in zip(names, values)])})"
    if kind < 0.8:
        stamp = choose.choice([choose.randint(-10 ** 9, 2 * 10 ** 9), choose.uniform(-1e9, 2e9), round(choose.uniform(0, 2e9), 3)])
        return f"datetime.fromtimestamp({stamp}, timezone.utc)"
    if kind < 0.9:
        return f"date.fromisocalendar({choose.randint(1990, 2030)}, {choose.randint(0, 54)}, {choose.randint(1, 7)})"
    return choose.choice([f"date.fromordinal({choose.randint(-2, 800000)})", f"{moment(choose)} - timedelta(hours={choose.uniform(0, 50)})",
                          f"str(timedelta(seconds={choose.uniform(-1e5, 1e5)}))"])
